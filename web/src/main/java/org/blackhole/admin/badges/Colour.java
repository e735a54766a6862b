// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.badges;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The colour of the right half of a badge, as {@code #rrggbb}; and of the text on it. */
record Colour(String hex) {

  static final Colour DEFAULT = new Colour("#0a7bbb");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("brightgreen", "#44cc11"),
          Map.entry("green", "#97ca00"),
          Map.entry("yellowgreen", "#a4a61d"),
          Map.entry("yellow", "#dfb317"),
          Map.entry("orange", "#fe7d37"),
          Map.entry("red", "#e05d44"),
          Map.entry("blue", "#0a7bbb"),
          Map.entry("purple", "#7a4fbf"),
          Map.entry("black", "#24292f"),
          Map.entry("grey", "#555555"),
          Map.entry("lightgrey", "#9f9f9f"));

  private static final Pattern HEX = Pattern.compile("#?(?:[0-9a-f]{3}|[0-9a-f]{6})");

  /** By name, or by three or six hexadecimal digits, with a number sign or without. */
  static Optional<Colour> of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String named = NAMES.get(lower);
    if (named != null) {
      return Optional.of(new Colour(named));
    }
    if (!HEX.matcher(lower).matches()) {
      return Optional.empty();
    }
    String digits = lower.startsWith("#") ? lower.substring(1) : lower;
    return Optional.of(new Colour("#" + (digits.length() == 3 ? doubled(digits) : digits)));
  }

  private static String doubled(String digits) {
    StringBuilder all = new StringBuilder();
    digits.chars().forEach(c -> all.append((char) c).append((char) c));
    return all.toString();
  }

  /** Black or white, whichever stands out more (WCAG 2.2, contrast ratio). */
  String text() {
    double luminance = 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
    return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
  }

  private double linear(int at) {
    double part = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with the settings of an activation.
 *
 * @param setting its name
 * @param listener the listener it is set for, or null if for the activation
 * @param found what is there, such as {@code is "x"} or {@code is not set}
 * @param allowed what is allowed
 */
record Fault(String setting, @Nullable String listener, String found, String allowed) {

  private static final int LONGEST = 200;
  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&;\\s]*");

  /** A value that is not allowed; of a password it is not shown. */
  static Fault notAllowed(Setting<?> setting, @Nullable String listener, String value) {
    String found =
        setting.scope() == Setting.Scope.SECRET ? "is not allowed" : "is " + quoted(value);
    return new Fault(setting.name(), listener, found, setting.form().allowed());
  }

  static Fault missing(Setting<?> setting, @Nullable String listener) {
    return new Fault(setting.name(), listener, "is not set", setting.form().allowed());
  }

  /** A sentence for the user. */
  String sentence() {
    return "Setting "
        + setting
        + (listener == null ? "" : " of listener " + listener)
        + " "
        + found
        + "; allowed: "
        + allowed
        + ".";
  }

  /** In quotation marks, fit for one line of a log: escaped, cut, passwords masked. */
  static String quoted(String value) {
    String masked = PASSWORD.matcher(value).replaceAll("$1***");
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < Math.min(masked.length(), LONGEST); i++) {
      char c = masked.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append(masked.length() > LONGEST ? "…\"" : "\"").toString();
  }
}

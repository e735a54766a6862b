// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.blackhole.policy.chance.Delay;
import org.blackhole.policy.mode.Answers;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.policy.mode.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The switches that a message can carry in its header section, and how their values are read. What
 * cannot be read is ignored.
 */
final class Switches {

  static final String MODE = "X-Blackhole-Mode";
  static final String DELAY = "X-Blackhole-Delay";

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");
  private static final long MOST = PolicyDocument.MAX_DELAY.toSeconds();

  private static final Map<Wording, Map<Mode, Answers>> ANSWERS = new EnumMap<>(Wording.class);

  static {
    for (Wording wording : Wording.values()) {
      Map<Mode, Answers> modes = new EnumMap<>(Mode.class);
      for (Mode mode : Mode.values()) {
        modes.put(mode, Answers.of(ModeSetting.of(mode), Decider.SWITCH.rule(), wording));
      }
      ANSWERS.put(wording, modes);
    }
  }

  private Switches() {}

  /** A mode's name. */
  static @Nullable Answers mode(String value, Wording wording) {
    Map<Mode, Answers> modes = ANSWERS.get(wording);
    return modes == null ? null : Mode.named(value.strip()).map(modes::get).orElse(null);
  }

  /** Whole seconds, {@code 10} or {@code 10, 60}; what is over 60 is taken as 60. */
  static @Nullable Delay delay(String value) {
    String[] parts = value.split(",", -1);
    if (parts.length > 2) {
      return null;
    }
    String min = seconds(parts[0]);
    String max = seconds(parts[parts.length - 1]);
    if (min == null || max == null || isLess(max, min)) {
      return null;
    }
    return new Delay(bounded(min) * 1000, bounded(max) * 1000);
  }

  // Digits without leading zeros: of any number of them, so that none is too large to be read.
  private static @Nullable String seconds(String part) {
    String digits = part.strip();
    return SECONDS.matcher(digits).matches() ? digits.replaceFirst("^0+(?=.)", "") : null;
  }

  private static boolean isLess(String digits, String than) {
    return digits.length() != than.length()
        ? digits.length() < than.length()
        : digits.compareTo(than) < 0;
  }

  private static long bounded(String digits) {
    return digits.length() > 2 ? MOST : Math.min(MOST, Long.parseLong(digits));
  }
}

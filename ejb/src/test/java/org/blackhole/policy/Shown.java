// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Duration;
import java.util.Locale;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Verdict;

/** What was decided, in a line. */
final class Shown {

  private Shown() {}

  static String of(Verdict verdict) {
    String what =
        switch (verdict.action()) {
          case PROCEED -> "yes";
          case REPLY -> String.valueOf(verdict.reply());
          case REPLY_THEN_CLOSE -> verdict.reply() + ", close";
          case HANG -> "hang " + DurationRange.format(verdict.hold());
          default -> verdict.action().name().toLowerCase(Locale.ROOT);
        };
    return what + after(verdict.delay()) + pace(verdict) + by(verdict);
  }

  static String of(Handshake handshake) {
    String certificate = handshake.certificate().name().toLowerCase(Locale.ROOT);
    String what =
        switch (handshake.action()) {
          case PROCEED ->
              certificate + (handshake.version() == null ? "" : " " + handshake.version());
          case ALERT, GARBAGE ->
              handshake.action().name().toLowerCase(Locale.ROOT) + " " + handshake.number();
          case STALL ->
              "stall"
                  + (handshake.hold().isZero() ? "" : " " + DurationRange.format(handshake.hold()));
          default -> handshake.action().name().toLowerCase(Locale.ROOT);
        };
    return what + after(handshake.delay());
  }

  private static String after(Duration delay) {
    return delay.isZero() ? "" : " after " + DurationRange.format(delay);
  }

  private static String pace(Verdict verdict) {
    var throttle = verdict.throttle();
    return throttle == null ? "" : " at " + throttle.read() + "/" + throttle.write();
  }

  private static String by(Verdict verdict) {
    return verdict.rule() == null ? "" : " by " + verdict.rule();
  }
}

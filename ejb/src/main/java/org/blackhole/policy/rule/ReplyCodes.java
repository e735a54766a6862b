// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.util.Optional;
import org.blackhole.policy.mode.ReplyTable;
import org.blackhole.smtp.api.EnhancedCode;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/** Which reply code can stand at which stage, and the usual enhanced code (RFC 3463) of each. */
public final class ReplyCodes {

  /** What is said in place of a code that cannot stand where it was to. */
  public static final Reply NOT_ALLOWED = Reply.of(554, "5.3.5", "System incorrectly configured");

  private ReplyCodes() {}

  /** Why a code cannot stand at a stage; empty if it can. */
  public static Optional<String> refusal(Stage stage, int code) {
    if (code >= 400 && code <= 599) {
      return code / 10 % 10 <= 5 || code == 571
          ? Optional.empty()
          : Optional.of(
              code + " is no reply code that refuses; 400 to 459, 500 to 559 and 571 are");
    }
    String yes =
        switch (stage) {
          case AUTH -> "235";
          case MAIL, MESSAGE, RSET, NOOP, HELP, ETRN, EXPN -> "250";
          case RCPT -> "250 251";
          case VRFY -> "250 252";
          case QUIT -> "221";
          default -> "";
        };
    return yes.contains(Integer.toString(code)) && code >= 200
        ? Optional.empty()
        : Optional.of(
            code
                + " cannot stand at "
                + stage.label()
                + "; 400 to 459, 500 to 559, 571"
                + (yes.isEmpty() ? "" : " and " + yes.replace(" ", ", "))
                + " can");
  }

  /** The enhanced code of a reply that brings none. */
  static EnhancedCode enhanced(Stage stage, int code) {
    if (code >= 400) {
      EnhancedCode usual = ReplyTable.refusal(code).enhanced();
      return usual == null ? new EnhancedCode(code / 100, 0, 0) : usual;
    }
    return switch (stage) {
      case AUTH -> new EnhancedCode(2, 7, 0);
      case MAIL -> new EnhancedCode(2, 1, 0);
      case RCPT, VRFY -> new EnhancedCode(2, 1, 5);
      default -> new EnhancedCode(2, 0, 0);
    };
  }

  /** The text of a reply that brings none. */
  static String text(int code) {
    return code >= 400 ? ReplyTable.refusal(code).lines().get(0) : "OK";
  }

  /** Whether an enhanced code can go with a reply code. */
  static boolean fits(@Nullable EnhancedCode enhanced, int code) {
    return enhanced == null || enhanced.type() == code / 100;
  }
}

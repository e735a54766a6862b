// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;

/** Says in the log, on request, which rule decided what. */
final class VerdictLog {

  private static final Logger LOG = EscapedLog.named("org.blackhole.smtp.session");

  private VerdictLog() {}

  /** A verdict is carried out. */
  static void carriedOut(Peer peer, Stage stage, Verdict verdict) {
    if (verdict.rule() != null && LOG.isLoggable(Level.DEBUG)) {
      LOG.log(Level.DEBUG, line(peer, stage, verdict));
    }
  }

  private static String line(Peer peer, Stage stage, Verdict verdict) {
    return "session "
        + peer.session()
        + " "
        + stage.label()
        + ": "
        + what(verdict)
        + " by "
        + verdict.rule();
  }

  private static String what(Verdict verdict) {
    return switch (verdict.action()) {
      case PROCEED -> "yes";
      case REPLY -> "" + verdict.reply();
      case REPLY_THEN_CLOSE -> verdict.reply() + ", then close";
      case CLOSE -> "close";
      case RESET -> "reset";
      case HANG -> "hang for " + verdict.hold().toMillis() + " ms";
      case LATER -> "later";
    };
  }
}

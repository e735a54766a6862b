// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;

/** The stage that a verb belongs to. */
final class Stages {

  private Stages() {}

  static Stage of(@Nullable Verb verb) {
    if (verb == null) {
      return Stage.OTHER;
    }
    return switch (verb) {
      case HELO, EHLO, LHLO -> Stage.HELO;
      case MAIL -> Stage.MAIL;
      case RCPT -> Stage.RCPT;
      case DATA, BDAT -> Stage.DATA;
      case RSET -> Stage.RSET;
      case NOOP -> Stage.NOOP;
      case QUIT -> Stage.QUIT;
      case VRFY -> Stage.VRFY;
      case EXPN -> Stage.EXPN;
      case HELP -> Stage.HELP;
      case ETRN -> Stage.ETRN;
      case AUTH -> Stage.AUTH;
      case STARTTLS -> Stage.TLS;
      case XCLIENT, XFORWARD -> Stage.OTHER;
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.util.stream.Stream;
import org.blackhole.smtp.api.SmtpListener;

/** What the sessions of an activation are handed to. */
sealed interface Intake extends SmtpListener permits SessionIntake, MailIntake {

  /** The bean. */
  Endpoints endpoints();

  /** What is wrong though sessions are served, each a sentence for the user. Waits for nothing. */
  default Stream<String> warnings() {
    return Stream.empty();
  }

  /** Tries again what failed, now and then. May wait for a disk. */
  default void tryAgain() {}

  /** Once no session is left. */
  void close();
}

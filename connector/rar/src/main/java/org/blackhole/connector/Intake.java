// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import org.blackhole.smtp.api.SmtpListener;

/** What the sessions of an activation are handed to. */
sealed interface Intake extends SmtpListener permits SessionIntake, MailIntake {

  /** The bean. */
  Endpoints endpoints();

  /** Once no session is left. */
  void close();
}

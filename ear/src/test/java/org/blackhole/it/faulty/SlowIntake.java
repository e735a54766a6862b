// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it.faulty;

import jakarta.ejb.MessageDriven;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.SmtpListener;

/** Says yes, once {@link SlowStart} has let its application start. */
@MessageDriven(name = "Intake", messageListenerInterface = SmtpListener.class)
public class SlowIntake implements SmtpListener {

  private static final Conversation YES = new Conversation() {};

  @Override
  public Conversation onSession(Peer peer) {
    return YES;
  }
}

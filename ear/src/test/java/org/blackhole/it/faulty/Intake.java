// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it.faulty;

import jakarta.ejb.MessageDriven;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Verdict;

/** Throws for each third session at once, and for some recipients later. */
@MessageDriven(name = "Intake", messageListenerInterface = SmtpListener.class)
public class Intake implements SmtpListener {

  @Override
  public Conversation onSession(Peer peer) {
    if (peer.ordinal() % 3 == 0) {
      throw new IllegalStateException("wrong on purpose at onSession");
    }
    return new Conversation() {
      @Override
      public Verdict onRecipient(Envelope envelope, Recipient recipient) {
        if (recipient.address().localPart().equals("defect")) {
          throw new IllegalStateException("wrong on purpose at onRecipient");
        }
        return Verdict.proceed();
      }
    };
  }
}

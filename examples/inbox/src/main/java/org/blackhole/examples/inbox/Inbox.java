// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.inbox;

import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import org.blackhole.smtp.api.Mail;
import org.blackhole.smtp.api.MailRefusedException;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.SmtpMessageListener;

/**
 * Stores each message that has a subject. The container begins a transaction before the call and
 * commits it after it; only then does the client hear 250.
 */
@MessageDriven(name = "Inbox", messageListenerInterface = SmtpMessageListener.class)
public class Inbox implements SmtpMessageListener {

  private static final Reply NO_SUBJECT = Reply.of(554, "5.6.0", "A letter has a subject");

  @PersistenceContext EntityManager entities;

  @Override
  public void onMessage(Mail mail) throws IOException, MailRefusedException {
    if (mail.headers().first("Subject") == null) {
      throw new MailRefusedException(NO_SUBJECT);
    }
    entities.persist(new Letter(mail));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.inbox;

import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import org.blackhole.smtp.api.Mail;
import org.blackhole.smtp.api.SmtpMessageListener;

/**
 * Stores each message. The container begins a transaction before the call and commits it after it;
 * only then does the client hear 250.
 */
@MessageDriven(name = "Inbox", messageListenerInterface = SmtpMessageListener.class)
public class Inbox implements SmtpMessageListener {

  @PersistenceContext EntityManager entities;

  @Override
  public void onMessage(Mail mail) throws IOException {
    entities.persist(new Letter(mail));
  }
}

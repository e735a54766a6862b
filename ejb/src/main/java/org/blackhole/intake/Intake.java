// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.blackhole.journal.Tallies;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.policy.PolicyConversation;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.SmtpListener;

/**
 * Receives every session of the activation and hands it to the policy. Called on the session's
 * event loop; a session touches no transaction, so none is begun.
 */
@MessageDriven(
    name = "Intake",
    messageListenerInterface = SmtpListener.class,
    activationConfig =
        @ActivationConfigProperty(propertyName = "content", propertyValue = "headers"))
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Intake implements SmtpListener {

  @Inject PolicyInForce policy;
  @Inject Tallies tallies;
  @Inject SessionJournal sessions;

  @Override
  public Conversation onSession(Peer peer) {
    return new PolicyConversation(peer, policy, new Counted(tallies, sessions.marks(peer)));
  }
}

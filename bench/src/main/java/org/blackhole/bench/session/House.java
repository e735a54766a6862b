// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.session;

import org.blackhole.bench.Documents;
import org.blackhole.bench.InForce;
import org.blackhole.bench.Mix;
import org.blackhole.bench.PolicyText;
import org.blackhole.bench.Traffic;
import org.blackhole.journal.Tallies;
import org.blackhole.policy.PolicyConversation;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.session.Dialogue;
import org.blackhole.smtp.session.Offer;
import org.blackhole.smtp.session.SessionSettings;
import org.blackhole.smtp.session.Tally;

/**
 * A listener without sockets, with the counters of the server, and under a policy if there is one.
 */
final class House implements AutoCloseable {

  private final Peer stranger = new Traffic().stranger();
  private final Tally tally = new Tally();
  private final Tallies tallies = new Tallies();
  private final Offer offer;
  private final byte[] scratch;
  private final Judge judge;
  private final InForce inForce;

  House(Judge judge) {
    this.judge = judge;
    offer =
        new Offer(
            SessionSettings.defaults("mx.test").with(judge.content()),
            Scheme.SMTP,
            StartTls.OPTIONAL);
    scratch = new byte[Dialogue.scratchLength(offer)];
    byte[] rules = PolicyText.accepting(100, Mix.MIXED, judge == Judge.LAST_OF_100);
    inForce = new InForce(Documents.read(rules));
  }

  /** A session with its client, which is greeted. */
  Dialogue open(Line line) {
    Conversation conversation =
        judge == Judge.NOBODY
            ? new Conversation() {}
            : new PolicyConversation(stranger, inForce.policy(), tallies::decided);
    Offer own = offer.without(conversation.hidden(stranger));
    Dialogue dialogue = new Dialogue(own, conversation, line, tally, stranger, scratch);
    dialogue.open();
    return dialogue;
  }

  /** Who comes, always the same. */
  Peer stranger() {
    return stranger;
  }

  @Override
  public void close() {
    inForce.close();
  }
}

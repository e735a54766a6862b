// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.List;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/** The answers to a message by LMTP: one a recipient, in the order of RCPT (RFC 2033 4.2). */
final class Deliveries {

  private static final Effect ALL =
      new Effect((s, words) -> deliveries(s).each(words), (s, stage, no) -> deliveries(s).none(no));
  private static final Effect ONE =
      new Effect((s, words) -> deliveries(s).taken(words), (s, stage, no) -> deliveries(s).not(no));

  private final Session session;
  private @Nullable Transaction message;
  private long size;
  private int next;
  private int taken;
  private int last; // the code said last
  private boolean asking;
  private @Nullable Reply granted;

  Deliveries(Session session) {
    this.session = session;
  }

  private static Deliveries deliveries(Session session) {
    Deliveries deliveries = session.mailing().deliveries();
    if (deliveries == null) {
      throw new IllegalStateException("no LMTP");
    }
    return deliveries;
  }

  /** The message is complete, and this is what is said of it as a whole. */
  void begin(Transaction message, long size, Verdict verdict) {
    this.message = message;
    this.size = size;
    next = 0;
    taken = 0;
    asking = false;
    session.judge(Stage.MESSAGE, verdict, ALL);
    proceed();
  }

  private void each(@Nullable Reply words) {
    granted = words;
    asking = true;
  }

  private void none(Reply refusal) {
    Transaction refused = message;
    message = null;
    session.mailing().answered(false, refusal.code());
    for (int i = 0; refused != null && i < refused.count(); i++) {
      session.say(Stage.MESSAGE, refusal);
    }
  }

  /** Asks for one recipient after the other, as long as nothing waits. */
  void proceed() {
    Transaction complete = message;
    if (complete == null || !asking) {
      return;
    }
    List<Recipient> recipients = complete.recipients();
    while (next < recipients.size() && session.state() == State.COMMANDS) {
      Recipient recipient = recipients.get(next++);
      session.judge(
          Stage.MESSAGE, session.conversation().onDelivery(complete, recipient, size), ONE);
    }
    if (next == recipients.size() && session.state() == State.COMMANDS) {
      message = null;
      session.mailing().answered(taken > 0, last);
    }
  }

  private void taken(@Nullable Reply words) {
    taken++;
    Reply own = words == null ? granted : words;
    Transaction complete = message;
    last = own == null ? 250 : own.code();
    if (own != null) {
      session.say(Stage.MESSAGE, own);
    } else if (complete != null) {
      session.voice().queued(complete);
    }
  }

  private void not(Reply refusal) {
    last = refusal.code();
    session.say(Stage.MESSAGE, refusal);
  }
}

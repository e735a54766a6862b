// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.blackhole.connector.spool.Spool;
import org.blackhole.connector.spool.SpooledContent;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/** A session whose messages are kept until they are complete, then handed over whole. */
final class MailConversation implements Conversation {

  private final MailIntake intake;
  private final Spool spool;
  private @Nullable SpooledContent content;
  private KeptHeaders headers = KeptHeaders.NONE;

  MailConversation(MailIntake intake, Spool spool) {
    this.intake = intake;
    this.spool = spool;
  }

  @Override
  public Verdict onData(Envelope envelope) {
    Verdict verdict = intake.admit();
    if (verdict.action() == Verdict.Action.PROCEED) {
      content = spool.newContent();
    }
    return verdict;
  }

  @Override
  public Verdict onContent(Envelope envelope, ByteBuffer piece) {
    CompletionStage<Void> writing = content().append(piece);
    return writing == null
        ? Verdict.proceed()
        : Verdict.later(
            writing.handle(
                (done, failure) -> failure == null ? Verdict.proceed() : Delivery.NO_ROOM));
  }

  @Override
  public Verdict onHeaders(Envelope envelope, Headers section) {
    KeptHeaders kept = KeptHeaders.of(section);
    spool.charge(kept.footprint());
    headers = kept;
    return Verdict.proceed();
  }

  @Override
  public Verdict onMessage(Envelope envelope, long size) {
    ReceivedMail mail = new ReceivedMail(envelope, size, headers, content(), spool);
    content = null;
    headers = KeptHeaders.NONE;
    return intake.deliver(mail);
  }

  @Override
  public void onAbandon(Envelope envelope) {
    drop();
  }

  @Override
  public void onEnd(Ending ending) {
    drop();
  }

  private void drop() {
    spool.release(headers.footprint());
    headers = KeptHeaders.NONE;
    SpooledContent dropped = content;
    if (dropped != null) {
      content = null;
      dropped.remove();
    }
  }

  private SpooledContent content() {
    SpooledContent open = content;
    if (open == null) {
      throw new IllegalStateException("Content without DATA");
    }
    return open;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.wire.ContentSink;
import org.blackhole.smtp.wire.HeaderCollector;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message on its way through a session: shows the application what it asked for,
 * and keeps what was decided before the end, as no reply may come earlier (RFC 5321 4.1.1.4).
 */
final class Reception implements ContentSink {

  private final Session session;
  private final Mailing mailing;
  private final Conversation conversation;
  private final long maxSize;
  private final boolean body;
  private final @Nullable HeaderCollector headers;

  private @Nullable Envelope envelope;
  private @Nullable Verdict decided;
  private Duration owed = Duration.ZERO;

  Reception(Session session, Mailing mailing, Conversation conversation, SessionSettings settings) {
    this.session = session;
    this.mailing = mailing;
    this.conversation = conversation;
    this.maxSize = settings.maxMessageSize() == 0 ? Long.MAX_VALUE : settings.maxMessageSize();
    this.body = settings.content() == ContentInterest.BODY;
    this.headers =
        settings.content() == ContentInterest.NONE
            ? null
            : new HeaderCollector(settings.maxHeaderSize(), this::headersComplete);
  }

  boolean wantsContent() {
    return headers != null;
  }

  void begin(Envelope envelope) {
    this.envelope = envelope;
    decided = null;
    owed = Duration.ZERO;
    if (headers != null) {
      headers.begin();
    }
  }

  @Override
  public void content(ByteBuf buffer, int index, int length) {
    if (isWanted() && headers != null) {
      headers.content(buffer, index, length);
    }
    if (isWanted() && body) {
      conversation.onContent(envelope(), buffer.nioBuffer(index, length).asReadOnlyBuffer());
    }
  }

  private boolean isWanted() {
    return session.state() == State.DATA;
  }

  private void headersComplete(Headers section) {
    Verdict verdict = conversation.onHeaders(envelope(), section);
    switch (verdict.action()) {
      case PROCEED -> owed = verdict.delay();
      case REPLY, REPLY_THEN_CLOSE -> decide(verdict);
      case CLOSE, RESET, HANG -> mailing.judgeHeaders(verdict);
    }
  }

  /** More content has come; over the limit, the rest is read but shown to nobody. */
  void progress(long size) {
    if (isWanted() && size > maxSize) {
      refuse(Replies.TOO_LARGE);
    }
  }

  /** The final dot has come. */
  void end(long size, boolean lineTooLong) {
    progress(size);
    if (isWanted() && lineTooLong) {
      refuse(Replies.TEXT_LINE_TOO_LONG);
    }
    if (isWanted() && headers != null) {
      headers.end();
    }
    State state = session.state();
    if (state == State.DATA) {
      Verdict verdict = conversation.onMessage(envelope(), size);
      mailing.complete(owed.isZero() ? verdict : verdict.after(verdict.delay().plus(owed)));
    } else if (state == State.DRAIN && decided != null) {
      mailing.abandon();
      mailing.complete(decided);
    }
    envelope = null;
  }

  private void refuse(Reply reply) {
    decide(Verdict.reply(reply));
  }

  private void decide(Verdict verdict) {
    decided = verdict;
    session.become(State.DRAIN);
  }

  private Envelope envelope() {
    if (envelope == null) {
      throw new IllegalStateException("content outside of a transaction");
    }
    return envelope;
  }
}

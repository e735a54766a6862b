// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.wire.ChunkDecoder;
import org.blackhole.smtp.wire.ContentSink;
import org.blackhole.smtp.wire.DataDecoder;
import org.blackhole.smtp.wire.HeaderCollector;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message on its way through a session, by DATA or by BDAT: shows the application
 * what it asked for, and keeps what was decided before the end, as no reply may come earlier (RFC
 * 5321 4.1.1.4).
 */
final class Reception implements ContentSink {

  private static final Effect GO_ON =
      new Effect(
          (s, words) -> s.mailing().reception().goOn(),
          (s, stage, refusal) -> s.mailing().reception().goOn(refusal));

  private final Session session;
  private final Mailing mailing;
  private final Conversation conversation;
  private final long maxSize;
  private final ContentInterest most;
  private final DataDecoder data = new DataDecoder();
  private final ChunkDecoder chunks = new ChunkDecoder();
  private final @Nullable ContentWatch watch;
  private final @Nullable ContentSink sink;

  private @Nullable HeaderCollector collector;
  private @Nullable HeaderCollector headers; // null if the message is shown to nobody
  private boolean body;

  private @Nullable Transaction message;
  private long shown;
  private @Nullable Verdict decided;
  private Stage decidedAt = Stage.MESSAGE;
  private @Nullable Reply granted;
  private Duration owed = Duration.ZERO;
  private @Nullable Verdict pause;
  private boolean complete;
  private long slowed;

  private long chunk;
  private boolean last;
  private @Nullable Reply misplaced;

  Reception(Session session, Mailing mailing) {
    this.session = session;
    this.mailing = mailing;
    this.conversation = session.conversation();
    SessionSettings settings = session.offer().settings();
    SessionLimits limits = settings.limits();
    this.maxSize = limits.maxMessageSize() == 0 ? Long.MAX_VALUE : limits.maxMessageSize();
    this.most = settings.content();
    ContentSink taker = most == ContentInterest.NONE ? null : this;
    this.watch = ContentWatch.of(settings, taker);
    this.sink = watch == null ? taker : watch.sink();
  }

  /** The content of this transaction comes next. */
  void begin(Transaction transaction) {
    message = transaction;
    shown = 0;
    decided = null;
    granted = null;
    owed = Duration.ZERO;
    pause = null;
    chunks.reset();
    ContentInterest asked = conversation.interest(transaction);
    ContentInterest interest = asked.compareTo(most) < 0 ? asked : most;
    body = interest == ContentInterest.BODY;
    headers = interest == ContentInterest.NONE ? null : collector();
    if (watch != null) {
      watch.begin();
    }
  }

  private HeaderCollector collector() {
    HeaderCollector known = collector;
    if (known == null) {
      int limit = session.offer().limits().maxHeaderSize();
      known = new HeaderCollector(limit, this::headersComplete);
      collector = known;
    }
    known.begin();
    return known;
  }

  /** A chunk follows. */
  void chunk(long size, boolean last) {
    this.chunk = size;
    this.last = last;
    chunks.begin(size);
    if (size == 0) {
      chunkComplete();
    }
  }

  /** A chunk follows that is read and refused. */
  void misplacedChunk(long size, Reply refusal) {
    misplaced = refusal;
    chunk(size, false);
  }

  /** The chunk that follows is refused by the application, and its message with it. */
  void refuseChunk(Verdict verdict) {
    decide(Stage.DATA, verdict);
  }

  /** Takes content up to its end; what follows is left in the buffer. */
  void receive(ByteBuf in) {
    int before = in.readableBytes();
    slowed = 0;
    complete =
        session.state() == State.CHUNK ? chunks.decode(in, sinkOfChunk()) : data.decode(in, sink());
    if (slowed > 0) {
      takeTime(before - in.readableBytes());
    }
    goOn();
  }

  /** Content that had been read when the pace was set takes the time that it would have taken. */
  private void takeTime(int octets) {
    Verdict wanted = pause == null ? Verdict.proceed() : pause;
    Duration time = Duration.ofNanos((long) (octets * 1e9 / slowed));
    pause = wanted.after(wanted.delay().plus(time));
  }

  private void received() {
    switch (session.state()) {
      case DATA -> {
        if (complete) {
          end(data.size(), true);
        } else {
          progress(data.size());
        }
      }
      case CHUNK -> {
        if (complete) {
          chunkComplete();
        } else {
          progress(chunks.size());
        }
      }
      default -> {} // what was decided at the headers is under way
    }
  }

  /** With what was received, once the pause asked for is over. */
  private void goOn() {
    Verdict wanted = pause;
    pause = null;
    if (wanted == null) {
      received();
    } else if (isReceiving()) { // else something was decided that acts at once
      session.judgement().on(Stage.MESSAGE, wanted, GO_ON);
    }
  }

  private void goOn(Reply refusal) {
    if (decided == null) {
      refuse(refusal);
    }
    goOn();
  }

  /** What is binary has no lines. */
  private @Nullable ContentSink sinkOfChunk() {
    Transaction open = message;
    if (misplaced != null || open == null) {
      return null;
    }
    return open.isBinary() ? (headers == null ? null : this) : sink();
  }

  /** Of what nobody is shown and nothing watches, octets are counted alone. */
  private @Nullable ContentSink sink() {
    return headers == null && sink == this ? null : sink;
  }

  private void chunkComplete() {
    if (session.state() != State.CHUNK) {
      return;
    }
    Reply refusal = misplaced;
    if (refusal != null) {
      misplaced = null;
      session.become(State.COMMANDS);
      session.dialect().error(Stage.DATA, refusal);
      return;
    }
    progress(chunks.size());
    if (last || decided != null) {
      end(chunks.size(), last);
    } else {
      session.become(State.COMMANDS);
      session.say(Stage.DATA, Replies.chunk(chunk));
    }
  }

  @Override
  public void content(ByteBuf buffer, int index, int length) {
    int within = (int) Math.max(0, Math.min(length, maxSize - shown));
    shown += length;
    if (within > 0) {
      show(buffer, index, within);
    }
    if (shown > maxSize) {
      progress(shown);
    }
  }

  /** What is within the limit is shown however it comes. */
  private void show(ByteBuf buffer, int index, int length) {
    Transaction open = message;
    if (body && isWanted() && open != null) {
      show(open, buffer.nioBuffer(index, length).asReadOnlyBuffer());
    }
    if (headers != null && isWanted()) {
      headers.content(buffer, index, length);
    }
  }

  private void show(Transaction open, ByteBuffer octets) {
    Verdict verdict = conversation.onContent(open, octets);
    slowDown(verdict);
    switch (verdict.action()) {
      case PROCEED -> {
        if (verdict.delay().isZero()) {
          VerdictLog.carriedOut(open.peer(), Stage.MESSAGE, verdict);
        } else {
          pause = verdict;
        }
      }
      case LATER -> pause = verdict;
      case REPLY, REPLY_THEN_CLOSE -> {
        Reply reply = verdict.reply();
        if (reply == null || !reply.isPositive()) {
          decide(Stage.MESSAGE, verdict);
        }
      }
      case CLOSE, RESET, HANG -> session.judgement().on(Stage.MESSAGE, verdict, GO_ON);
    }
  }

  private void slowDown(Verdict verdict) {
    Throttle throttle = verdict.throttle();
    if (throttle != null) {
      session.judgement().slowDown(verdict);
      slowed = throttle.read() > 0 ? throttle.read() : slowed;
    }
  }

  private boolean isWanted() {
    return decided == null && isReceiving();
  }

  /** Whether nothing has taken the session elsewhere. */
  private boolean isReceiving() {
    State state = session.state();
    return state == State.DATA || state == State.CHUNK;
  }

  private void headersComplete(Headers section) {
    Transaction open = message;
    if (open == null) {
      return;
    }
    Verdict verdict = conversation.onHeaders(open, section);
    Reply reply = verdict.reply();
    slowDown(verdict);
    switch (verdict.action()) {
      case PROCEED -> {
        VerdictLog.carriedOut(open.peer(), Stage.HEADERS, verdict);
        owed = verdict.delay();
      }
      case REPLY -> {
        if (reply != null && reply.isPositive()) {
          VerdictLog.carriedOut(open.peer(), Stage.HEADERS, verdict);
          granted = reply;
          owed = verdict.delay();
        } else {
          decide(Stage.MESSAGE, verdict);
        }
      }
      case REPLY_THEN_CLOSE -> decide(Stage.MESSAGE, verdict);
      case CLOSE, RESET, HANG ->
          session.judgement().on(Stage.HEADERS, verdict, Effect.of((s, words) -> {}));
      case LATER ->
          throw new IllegalStateException("A verdict on the header section cannot come later");
    }
  }

  /** Whether content is to come still; however the session has ended. */
  boolean isUnfinished() {
    return message != null && (isReceiving() || message == mailing.transaction());
  }

  /** The connection is gone, perhaps in the middle. */
  void brokenOff() {
    if (message != null && isReceiving()) {
      long size = session.state() == State.CHUNK ? chunks.size() : data.size();
      session.carrier().recording().content(size, false);
    }
  }

  /** So much has come; over the limit, the rest is read but shown to nobody. */
  private void progress(long size) {
    if (isWanted() && size > maxSize) {
      refuse(session.dialect().tooLarge());
    }
  }

  /**
   * The message is over.
   *
   * @param whole false after a chunk that is not the last of a message refused already
   */
  private void end(long size, boolean whole) {
    long total = size;
    if (watch != null) {
      total += watch.end();
      if (watch.foundBareBreak()) {
        noticeBareBreak();
      }
    }
    progress(total);
    if (isWanted() && watch != null && watch.foundLongLine()) {
      refuse(Replies.TEXT_LINE_TOO_LONG);
    }
    if (isWanted() && headers != null) {
      headers.end();
    }
    Verdict refusal = decided;
    if (!isReceiving()) {
      return; // what was decided at the headers is under way
    }
    message = null;
    session.carrier().recording().content(total, true);
    if (refusal == null) {
      mailing.complete(total, granted, owed);
    } else {
      mailing.refuse(decidedAt, refusal, whole);
    }
  }

  private void noticeBareBreak() {
    session.notice(Notice.BARE_LINE_BREAK);
    boolean refuses =
        session.offer().settings().manners().bareLineBreaks() == Manners.BareLineBreaks.REFUSE;
    if (refuses && isWanted()) {
      refuse(Replies.BARE_IN_CONTENT);
    }
  }

  private void refuse(Reply reply) {
    decide(Stage.MESSAGE, Verdict.reply(reply));
  }

  private void decide(Stage stage, Verdict verdict) {
    decidedAt = stage;
    decided = verdict;
  }
}

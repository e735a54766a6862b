// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.session.Dialogue;
import org.jspecify.annotations.Nullable;

/**
 * Slows one connection down, on its event loop and by one timer. The session is given its input,
 * and the client its replies, octets at a time; while there is more, nothing is read, and nothing
 * is taken that would have to be answered.
 */
final class Pace {

  /** One read at a low rate; fewer would cost more calls and spare nothing. */
  private static final int MIN_READ = 1024;

  private static final int MAX_READ = 65_536;

  /** Replies that wait beyond this let no command in. */
  private static final int WORDS_LIMIT = 1024;

  private final Connection connection;
  private final ChannelHandlerContext context;
  private final Bucket reads = new Bucket();
  private final Bucket writes = new Bucket();

  private @Nullable ByteBuf words;
  private @Nullable Runnable afterwards;
  private @Nullable ScheduledFuture<?> timer;
  private long tickAt;
  private boolean feeding;

  Pace(Connection connection, ChannelHandlerContext context) {
    this.connection = connection;
    this.context = context;
  }

  /** From now on. */
  void set(Throttle throttle) {
    long now = System.nanoTime();
    if (throttle.read() > 0) {
      reads.rate(throttle.read(), now);
      long quarter = throttle.read() / 4;
      ReadSize.limit(context.channel(), (int) Math.max(MIN_READ, Math.min(MAX_READ, quarter)));
      feeding = false; // what the session is being given was measured before
    }
    if (throttle.write() > 0) {
      writes.rate(throttle.write(), now);
    }
  }

  boolean slowsReading() {
    return reads.isLimited();
  }

  /** Whether the session may take more of what it is given. */
  boolean isReady() {
    return (feeding || !reads.isLimited()) && !isWordy();
  }

  private boolean isWordy() {
    return words != null && words.readableBytes() >= WORDS_LIMIT;
  }

  /** Whether there is more to say or to hear that waits for its time, not for the client. */
  boolean isHolding() {
    return timer != null;
  }

  /** Whether there is more to say or to hear, for whatever it waits. */
  boolean isBusy() {
    return timer != null || words != null;
  }

  /** Gives the session as much of this as it may have by now, and sees to the rest later. */
  void feed(Dialogue dialogue, ByteBuf in) {
    int start = in.readerIndex();
    int end = in.writerIndex();
    long now = System.nanoTime();
    int portion = Math.min(end - start, reads.available(now));
    in.writerIndex(start + portion);
    feeding = true;
    try {
      dialogue.receive(in);
    } finally {
      boolean stopped = in.readerIndex() == start + portion || !feeding;
      if (feeding) { // else a new pace was set, and holds from there on
        reads.take(in.readerIndex() - start, now);
      }
      feeding = false;
      in.writerIndex(end);
      if (stopped && in.isReadable()) {
        schedule(reads.nanosUntil(in.readableBytes(), now));
      }
    }
  }

  /** Sends this after all before it. */
  void say(ByteBuf more) {
    if (words == null) {
      words = more;
    } else {
      try {
        words.discardReadBytes().writeBytes(more);
      } catch (OutOfMemoryError none) {
        connection.starve(none);
      } finally {
        more.release();
      }
    }
    speak();
  }

  private void speak() {
    long now = System.nanoTime();
    while (words != null && context.channel().isWritable()) {
      int portion = Math.min(words.readableBytes(), writes.available(now));
      if (portion == 0) {
        schedule(writes.nanosUntil(words.readableBytes(), now));
        return;
      }
      writes.take(portion, now);
      boolean last = portion == words.readableBytes();
      ByteBuf piece = last ? words : piece(words, portion);
      if (piece == null) {
        return;
      }
      words = last ? null : words;
      connection.send(piece);
    }
  }

  /** A copy of the next words, or null if there is no memory for it, and the end is near. */
  private @Nullable ByteBuf piece(ByteBuf all, int portion) {
    try {
      return context.alloc().buffer(portion).writeBytes(all, portion);
    } catch (OutOfMemoryError none) {
      connection.starve(none);
      return null;
    }
  }

  /** Does this once all is said. */
  void onceSaid(Runnable step) {
    afterwards = step;
    endIfSaid();
  }

  private void endIfSaid() {
    Runnable step = afterwards;
    if (words == null && step != null && context.channel().isActive()) {
      afterwards = null;
      step.run();
    }
  }

  private void schedule(long nanos) {
    long at = System.nanoTime() + nanos;
    if (timer != null) {
      if (tickAt - at <= 0) {
        return;
      }
      timer.cancel(false);
    }
    tickAt = at;
    timer = context.executor().schedule(this::tick, nanos, TimeUnit.NANOSECONDS);
  }

  private void tick() {
    timer = null;
    connection.moved();
    speak();
    endIfSaid();
    connection.takeKept();
  }

  /** The client takes what is sent again. */
  void writable() {
    if (words != null) {
      speak();
      endIfSaid();
      connection.takeKept();
    }
  }

  /** All that waits goes at once, and nothing is slow any more. */
  void lift() {
    cancel();
    ByteBuf rest = words;
    words = null;
    if (rest != null) {
      connection.send(rest);
    }
    endIfSaid();
  }

  /** The connection is gone. */
  void end() {
    cancel();
    afterwards = null;
    if (words != null) {
      words.release();
      words = null;
    }
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}

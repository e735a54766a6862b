// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.blackhole.smtp.api.EnhancedCode;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.api.Reply;

/**
 * What a listener says when there is no direct memory left for a session: to the client a reply
 * that was laid down before, and to the log a line, at most once a minute. Safe for any thread.
 */
final class MemoryShortage {

  private static final Logger LOG = EscapedLog.named("org.blackhole.smtp.net");

  private final String listener;
  private final ByteBuf words;
  private final LogRation ration;

  MemoryShortage(String listener, Reply reply, boolean enhanced, LongSupplier nanoTime) {
    this.listener = listener;
    EnhancedCode code = enhanced ? reply.enhanced() : null;
    this.words = laidDown(Reply.of(reply.code(), code, reply.lines()));
    this.ration = new LogRation(1, nanoTime);
  }

  /** In memory that the collector frees together with this object. */
  private static ByteBuf laidDown(Reply reply) {
    ByteBuffer octets = ByteBuffer.allocateDirect(reply.length());
    reply.writeTo(octets::put);
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(octets.flip()));
  }

  /** The reply, to be sent as it is. */
  ByteBuf words() {
    return words.duplicate();
  }

  void add(OutOfMemoryError cause) {
    long more = ration.take();
    if (more != LogRation.NOT_NOW) {
      LOG.log(Level.WARNING, sentence(cause) + (more == 0 ? "" : " (and so did " + more + ")"));
    }
  }

  private String sentence(OutOfMemoryError cause) {
    return "A session on listener " + listener + " ends for want of memory: " + cause.getMessage();
  }
}

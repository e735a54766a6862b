// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.blackhole.smtp.session.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What a connection says: gathered during a turn in the memory of its event loop, and sent in one
 * piece. With epoll and without TLS it goes straight to the socket, without an object, a queue or a
 * promise; only what the socket does not take goes through the pipeline. On the event loop of the
 * connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes the channel
final class Outbox {

  /** What the system of any client takes for it, whether it reads or not. */
  private static final int TAKEN_ANYWAY = 16_384;

  private final ChannelHandlerContext context;
  private final LoopMemory memory;
  private final Tally tally;
  private @Nullable Socket socket;
  private @Nullable Pace pace;
  private long said;

  Outbox(ChannelHandlerContext context, LoopMemory memory, Tally tally) {
    this.context = context;
    this.memory = memory;
    this.tally = tally;
    this.socket =
        context.channel() instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket fd
            ? fd
            : null;
  }

  /** Adds these octets; they are copied. */
  void write(byte[] octets, int offset, int length) {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      ByteBuf words = memory.words(this);
      int n = Math.min(end - from, words.writableBytes());
      words.writeBytes(octets, from, n);
      from += n;
      if (!words.isWritable()) {
        flush();
      }
    }
  }

  /** Sends what was gathered. */
  void flush() {
    ByteBuf words = memory.said(this);
    if (words == null) {
      return;
    }
    try {
      flush(words);
    } catch (OutOfMemoryError none) {
      if (words.readerIndex() > 0) {
        Closing.torn(context.channel()); // but the rest, nothing may follow what has left
        return;
      }
      context.pipeline().fireExceptionCaught(none); // perhaps within the turn of another
    } finally {
      words.clear();
    }
  }

  private void flush(ByteBuf words) {
    if (pace != null) {
      pace.say(copy(words));
      return;
    }
    count(words);
    if (socket != null && isAlone()) {
      sendAtOnce(socket, words);
    }
    if (words.isReadable()) {
      context.writeAndFlush(copy(words), context.voidPromise());
    }
  }

  /** Sends this through the pipeline. */
  void send(ByteBuf buffer) {
    count(buffer);
    context.writeAndFlush(buffer, context.voidPromise());
  }

  private void count(ByteBuf words) {
    said += words.readableBytes();
    tally.sent(words.readableBytes());
  }

  /** Whether some of what was sent may still wait for a client that does not read. */
  boolean mayBeUnheard() {
    return said > TAKEN_ANYWAY;
  }

  /** Whether nothing is under way that this would overtake. */
  private boolean isAlone() {
    ChannelOutboundBuffer queue = context.channel().unsafe().outboundBuffer();
    return queue != null && queue.totalPendingWriteBytes() == 0;
  }

  private void sendAtOnce(Socket to, ByteBuf words) {
    try {
      int sent =
          words.hasMemoryAddress()
              ? to.sendAddress(words.memoryAddress(), words.readerIndex(), words.writerIndex())
              : to.send(
                  words.internalNioBuffer(0, words.writerIndex()),
                  words.readerIndex(),
                  words.writerIndex());
      words.skipBytes(sent);
    } catch (IOException gone) {
      words.clear();
      Closing.torn(context.channel());
    }
  }

  private ByteBuf copy(ByteBuf words) {
    return context.alloc().buffer(words.readableBytes()).writeBytes(words);
  }

  /** From now on everything goes through the pipeline: TLS begins. */
  void encrypt() {
    flush();
    socket = null;
  }

  /** From now on it is said as slowly as this has it, or as fast as it goes. */
  void slowDown(@Nullable Pace pace) {
    this.pace = pace;
  }

  /** The connection is gone. */
  void forget() {
    memory.forget(this);
  }
}

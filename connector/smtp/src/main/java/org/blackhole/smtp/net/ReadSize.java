// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.DelegatingHandle;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much one read of a connection takes, and into what. A plain session reads into the memory of
 * its event loop: little while commands come, much while content does. Otherwise it is what Netty
 * finds best, until there is a limit: thousands that are slowed down would hold much memory. On the
 * event loop of the connection.
 */
final class ReadSize extends DelegatingHandle implements ExtendedHandle, RecvByteBufAllocator {

  private int limit = Integer.MAX_VALUE;
  private @Nullable LoopMemory memory;
  private @Nullable Connection reader;

  private ReadSize(ExtendedHandle usual) {
    super(usual);
  }

  /** To be called before the first read: a channel asks for its handle once. */
  static void install(Channel channel) {
    RecvByteBufAllocator allocator = channel.config().getRecvByteBufAllocator();
    if (allocator.newHandle() instanceof ExtendedHandle usual) {
      channel.config().setRecvByteBufAllocator(new ReadSize(usual));
    }
  }

  /** Octets that one read takes at most. */
  static void limit(Channel channel, int octets) {
    of(channel).limit = octets;
  }

  /** That of a channel on which it was installed. */
  static ReadSize of(Channel channel) {
    return (ReadSize) channel.config().getRecvByteBufAllocator();
  }

  /** From now on reads go into this: who reads has to be done with it before the next read. */
  void share(LoopMemory memory, Connection reader) {
    this.memory = memory;
    this.reader = reader;
  }

  /** From now on each read has a buffer of its own. */
  void shareNothing() {
    memory = null;
  }

  @Override
  public ReadSize newHandle() {
    return this;
  }

  @Override
  public int guess() {
    return Math.min(limit, super.guess());
  }

  @Override
  public ByteBuf allocate(ByteBufAllocator allocator) {
    if (limit != Integer.MAX_VALUE) {
      return allocator.ioBuffer(guess());
    }
    ByteBuf lent = memory == null || reader == null ? null : lent(memory, reader);
    return lent == null ? super.allocate(allocator) : lent;
  }

  private static @Nullable ByteBuf lent(LoopMemory memory, Connection reader) {
    return reader.takesMuch() ? memory.content() : memory.commands();
  }

  /**
   * A turn of the event loop is one read, however much comes: others wait. With epoll it is all
   * there is, once the client has ended its side.
   */
  @Override
  public boolean continueReading() {
    return false;
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
    return continueReading();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.DelegatingHandle;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How much one read of a connection takes: what Netty finds best, until there is a limit. Thousands
 * that are slowed down would hold much memory otherwise. On the event loop of the connection.
 */
final class ReadSize extends DelegatingHandle implements ExtendedHandle, RecvByteBufAllocator {

  private final ExtendedHandle usual;
  private int limit = Integer.MAX_VALUE;

  private ReadSize(ExtendedHandle usual) {
    super(usual);
    this.usual = usual;
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
    if (channel.config().getRecvByteBufAllocator() instanceof ReadSize size) {
      size.limit = octets;
    }
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
    return limit == Integer.MAX_VALUE ? super.allocate(allocator) : allocator.ioBuffer(guess());
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
    return usual.continueReading(maybeMore);
  }
}

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
 * its event loop: much while content comes, little while commands do, and less where so few take
 * long already. Otherwise it is what Netty finds best, until there is a limit: thousands that are
 * slowed down would hold much memory. On the event loop of the connection.
 */
final class ReadSize extends DelegatingHandle implements ExtendedHandle, RecvByteBufAllocator {

  /** A turn that takes longer makes others wait: about what its system calls take. */
  private static final long LONG_NANOS = 30_000;

  private static final int FEWEST = 128;

  private int limit = Integer.MAX_VALUE;
  private int commands = LoopMemory.COMMANDS;
  private long began;
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

  /**
   * From now on reads go into this, or no longer: who reads has to be done with what came before
   * the next read, and a TLS handler is not.
   */
  void share(@Nullable LoopMemory memory, Connection reader) {
    this.memory = memory;
    this.reader = reader;
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

  private @Nullable ByteBuf lent(LoopMemory memory, Connection reader) {
    return reader.takesMuch() ? memory.content() : memory.commands(commands);
  }

  @Override
  public void lastBytesRead(int octets) {
    super.lastBytesRead(octets);
    boolean more = octets == commands && attemptedBytesRead() == commands;
    if (more) {
      began = System.nanoTime();
    } else {
      began = 0;
      commands = LoopMemory.COMMANDS;
    }
  }

  /** What was read has been taken. */
  @Override
  public void readComplete() {
    super.readComplete();
    if (began != 0 && System.nanoTime() - began > LONG_NANOS) {
      commands = Math.max(FEWEST, commands / 2);
    }
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

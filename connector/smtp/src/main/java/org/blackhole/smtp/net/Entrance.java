// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.nio.AbstractNioChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the connections of one listener come in. To close a listening socket is to reset those that
 * the kernel has accepted and nobody has taken yet, without a word to them: so it is closed once no
 * more can come and all that have are in. On the event loop of the socket, but for what is said to
 * be for any thread.
 *
 * <p>Without a native transport more can come until it is closed, so a connection of that instant
 * is reset all the same.
 */
@Sharable
final class Entrance extends ChannelInboundHandlerAdapter {

  /** As long as the last TCP handshakes may take: a way around the world and back. */
  private static final long HANDSHAKES_MILLIS = 250;

  /** In that time a loop has looked at its sockets. */
  private static final long TURN_MILLIS = 10;

  /** Where the filter lets new ones in all the same, it comes to an end with this. */
  private static final int MOST_TURNS = 200;

  private static final int MOST_READS = 1000;

  private final AtomicLong taken = new AtomicLong();

  /** How many connections came in. For any thread. */
  long taken() {
    return taken.get();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    taken.incrementAndGet();
    ctx.fireChannelRead(accepted);
  }

  /**
   * Begins to close. For any thread.
   *
   * @param listening null if nothing was ever open
   * @param closed called when that is done
   */
  void close(@Nullable Channel listening, Runnable closed) {
    if (listening == null || listening.eventLoop().isShuttingDown()) {
      closeAtOnce(listening);
    } else {
      listening.eventLoop().execute(() -> begin(listening));
    }
    if (listening != null) {
      listening.closeFuture().addListener(done -> closed.run());
    }
  }

  /** For any thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
  void closeAtOnce(@Nullable Channel listening) {
    if (listening != null) {
      listening.close();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the future of the channel tells
  private void begin(Channel listening) {
    if (listening.isOpen() && SynFilter.attach(listening)) {
      closeOnceStill(listening, -1, HANDSHAKES_MILLIS, MOST_TURNS);
    } else {
      takeAll(listening);
      listening.close();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the loop, or the channel's tells
  private void closeOnceStill(Channel listening, long before, long millis, int turns) {
    Runnable look =
        () -> {
          long now = taken.get();
          if (now == before || turns == 0) {
            listening.close();
          } else {
            closeOnceStill(listening, now, TURN_MILLIS, turns - 1);
          }
        };
    listening.eventLoop().schedule(look, millis, TimeUnit.MILLISECONDS);
  }

  private void takeAll(Channel listening) {
    if (listening.isOpen() && listening.unsafe() instanceof AbstractNioChannel.NioUnsafe nio) {
      long before = -1;
      for (int i = 0; i < MOST_READS && before != taken.get(); i++) {
        before = taken.get();
        nio.read();
      }
    }
  }
}

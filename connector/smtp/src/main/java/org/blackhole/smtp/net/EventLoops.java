// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * Event loops that wait for their sockets without an end while nothing is due. Netty's own wait for
 * a second at most, for which the kernel sets a timer with each wait, and clears it again.
 */
final class EventLoops extends MultiThreadIoEventLoopGroup {

  EventLoops(int threads, ThreadFactory factory, IoHandlerFactory handler) {
    super(threads, factory, handler);
  }

  @Override
  protected IoEventLoop newChild(Executor executor, IoHandlerFactory handler, Object... args) {
    return new Loop(this, executor, handler);
  }

  static final class Loop extends SingleThreadIoEventLoop {

    Loop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handler) {
      super(parent, executor, handler);
    }

    /** In nanoseconds of this loop's clock; -1 if nothing is due. What epoll and io_uring ask. */
    @Override
    protected long deadlineNanos() {
      return nextScheduledTaskDeadlineNanos();
    }

    /** In nanoseconds from now; {@link Long#MAX_VALUE} if nothing is due. What NIO asks. */
    @Override
    protected long delayNanos(long now) {
      return nextScheduledTaskDeadlineNanos() == -1 ? Long.MAX_VALUE : super.delayNanos(now);
    }
  }
}

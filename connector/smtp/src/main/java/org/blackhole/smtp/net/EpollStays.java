// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Epoll where a connection that waits for nothing stays known. Netty 4.2.18 takes it out of the set
 * then, and fails when it is to read again ({@code epoll_ctl: No such file or directory}): so a
 * client that had said all and ended its side would be cut off as soon as it is made to wait.
 * Instead it waits for changes of its errors, which come once.
 *
 * <p>A new connection first asks for errors, and a moment later for input as well: it is entered
 * once, for both. On the event loop, but for {@link #wakeup}.
 */
final class EpollStays implements IoHandler {

  private final IoHandler epoll;
  private final Deque<Registration> entering = new ArrayDeque<>();

  private EpollStays(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory factory = EpollIoHandler.newFactory();
    return executor -> new EpollStays(factory.newHandler(executor));
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Registration(handle, epoll.register(handle));
  }

  private final class Registration implements IoRegistration {

    private final IoHandle handle;
    private final IoRegistration inEpoll;
    private boolean entered;
    private @Nullable IoOps wanted;

    Registration(IoHandle handle, IoRegistration inEpoll) {
      this.handle = handle;
      this.inEpoll = inEpoll;
    }

    @Override
    public long submit(IoOps ops) {
      if (entered || contains(ops, EpollIoOps.EPOLLIN)) {
        entered = true;
        wanted = null;
        return inEpoll.submit(EpollIoOps.NONE.equals(ops) ? EpollIoOps.EPOLLET : ops);
      }
      if (wanted == null) {
        entering.add(this);
      }
      wanted = ops;
      return 0;
    }

    /** Nothing followed: it is entered for errors alone. */
    void enter() {
      IoOps ops = wanted;
      if (ops == null || !isValid()) {
        return;
      }
      entered = true;
      try {
        submit(ops);
      } catch (UncheckedIOException full) {
        close(); // this one alone: the loop goes on
      }
    }

    private void close() {
      try {
        handle.close();
      } catch (Exception e) {
        inEpoll.cancel();
      }
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // so Netty declares it
    public <T> T attachment() {
      return inEpoll.attachment();
    }

    @Override
    public boolean isValid() {
      return inEpoll.isValid();
    }

    @Override
    public boolean cancel() {
      return inEpoll.cancel();
    }
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  private static boolean contains(IoOps ops, EpollIoOps flag) {
    return ops instanceof EpollIoOps epollOps && epollOps.contains(flag);
  }

  @Override
  public int run(IoHandlerContext context) {
    for (Registration next = entering.poll(); next != null; next = entering.poll()) {
      next.enter();
    }
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> type) {
    return epoll.isCompatible(type);
  }
}

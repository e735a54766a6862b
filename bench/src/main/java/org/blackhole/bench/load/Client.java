// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** One connection: greeting, EHLO, then messages when it is told to. On its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is given to exceptionCaught
final class Client extends ChannelInboundHandlerAdapter {

  private enum State {
    GREETING,
    HELLO,
    READY,
    SENDING,
    QUIT,
    OVER,
    FAILED
  }

  private final Lane lane;
  private final Octets octets;
  private final Replies replies = new Replies();
  private final long since = System.nanoTime();
  private State state = State.GREETING;
  private @Nullable ChannelHandlerContext context;
  private long due;
  private int step;
  private int awaited;
  private int sent;

  Client(Lane lane, Octets octets) {
    this.lane = lane;
    this.octets = octets;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** Sends a message, which was due at that time by {@link System#nanoTime}. */
  void send(long dueAt) {
    due = dueAt;
    step = 0;
    sent++;
    state = State.SENDING;
    write(octets.step(0));
  }

  /** Says goodbye, and gives place to another. */
  void quit() {
    state = State.QUIT;
    write(octets.quit);
  }

  /** Whether it may send; one that waited may have been closed meanwhile. */
  boolean isReady() {
    return state == State.READY;
  }

  int sent() {
    return sent;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      int code = replies.next(in);
      while (code != 0) {
        on(code);
        code = replies.next(in);
      }
    } finally {
      in.release();
    }
  }

  private void on(int code) {
    switch (state) {
      case GREETING -> {
        if (is(220, code)) {
          lane.greeted(System.nanoTime() - since);
          state = State.HELLO;
          write(octets.hello);
        }
      }
      case HELLO -> {
        if (is(250, code)) {
          state = State.READY;
          lane.ready(this);
        }
      }
      case SENDING -> {
        awaited--;
        if (is(awaited == 0 ? octets.step(step).code() : 250, code) && awaited == 0) {
          step++;
          if (step < octets.steps()) {
            write(octets.step(step));
          } else {
            state = State.READY;
            lane.taken(this, due);
          }
        }
      }
      case QUIT -> {
        if (is(221, code)) {
          state = State.OVER;
        }
      }
      case READY, OVER, FAILED -> is(0, code);
    }
  }

  private boolean is(int expected, int code) {
    if (code == expected) {
      return true;
    }
    if (state != State.FAILED) {
      fail("%d%s in state %s".formatted(code, replies.text(), state));
    }
    return false;
  }

  private void write(Octets.Step next) {
    awaited = next.replies();
    write(next.octets());
  }

  private void write(ByteBuf what) {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ctx.writeAndFlush(what.retainedDuplicate(), ctx.voidPromise());
    }
  }

  private void fail(String what) {
    boolean early = state == State.GREETING || state == State.HELLO;
    state = State.FAILED;
    lane.failed(what, early);
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.OVER) {
      lane.left();
    } else if (state != State.FAILED && lane.isOpen()) {
      fail("closed in state " + state);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (state != State.FAILED && lane.isOpen()) {
      fail(cause + " in state " + state);
    }
    ctx.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Lets a listening socket rest for a second when the operating system gives it no connection
 * (EMFILE and its like, accept(2)): the connection that waits stays where it is, so without a rest
 * the loop would ask for it over and over. It stands before Netty's own handler for that, which
 * tells the log each time. On the event loop of the socket; what it tells, for any thread.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = EscapedLog.named("org.blackhole.smtp.net");
  private static final long REST_MILLIS = 1000;

  private final String listener;
  private final LogRation ration;
  private final long limit = Descriptors.limit();

  private boolean told;
  private volatile int failures;
  private volatile @Nullable String fault;

  /**
   * For one listening socket.
   *
   * @param ration of lines in the log, which outlives the socket
   */
  AcceptPause(String listener, LogRation ration) {
    this.listener = listener;
    this.ration = ration;
  }

  /** How often no connection was to be had. */
  int failures() {
    return failures;
  }

  /** What keeps it from taking connections now, a sentence for the user, or null. */
  @Nullable String fault() {
    return fault;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the loop
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    int before = failures; // the loop alone writes it
    failures = before + 1;
    String sentence = sentence(cause);
    fault = sentence;
    ctx.channel().config().setAutoRead(false);
    ctx.executor().schedule(() -> resume(ctx), REST_MILLIS, TimeUnit.MILLISECONDS);
    if (ration.take() != LogRation.NOT_NOW) {
      told = true;
      log(Level.WARNING, sentence);
    }
  }

  /** A log may want to open a file, were it for the time zone, and what it throws ends the loop. */
  private static void log(Level level, String line) {
    try {
      LOG.log(level, line);
    } catch (RuntimeException | LinkageError noFile) {
      // The fault is told all the same, to who asks for the faults.
    }
  }

  /** If nothing fails until it would rest again, all is well. */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the loop
  private void resume(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    if (!channel.isOpen()) {
      fault = null;
      return;
    }
    int before = failures;
    ctx.executor().schedule(() -> recovered(before), REST_MILLIS, TimeUnit.MILLISECONDS);
    channel.config().setAutoRead(true);
  }

  private void recovered(int before) {
    if (failures == before && fault != null) {
      fault = null;
      if (told) {
        told = false;
        log(Level.INFO, "Listener " + listener + " takes connections again");
      }
    }
  }

  private String sentence(Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    String sentence =
        "Listener "
            + listener
            + " cannot take connections at the moment, and tries again every second: "
            + why
            + ".";
    if (!why.toLowerCase(Locale.ROOT).contains("too many open files")) {
      return sentence;
    }
    return sentence
        + " Each session takes a file descriptor"
        + (limit > 0 ? ", and this process may have " + limit + " of them" : "")
        + ": raise that limit (ulimit -n; LimitNOFILE in a systemd unit) above maxSessions, or set"
        + " maxSessions lower.";
  }
}

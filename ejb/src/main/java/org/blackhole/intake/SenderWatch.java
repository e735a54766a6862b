// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.blackhole.journal.senders.Senders;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Has the transcripts read that tell how clients try again: event loops have better things to do.
 * On a thread of the timer, one look at a time; seldom while there is nothing to read, as each look
 * may hold up a message where there are few processors.
 */
final class SenderWatch implements AutoCloseable {

  private static final Logger LOG = EscapedLog.named(SenderWatch.class.getName());
  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Senders senders;
  private @Nullable Future<?> next;
  private boolean closed;

  SenderWatch(Senders senders) {
    this.senders = senders;
  }

  void begin(ScheduledExecutorService timer) {
    plan(timer, QUIET);
  }

  private synchronized void plan(ScheduledExecutorService timer, Duration wait) {
    if (!closed) {
      next = timer.schedule(() -> look(timer), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look(ScheduledExecutorService timer) {
    boolean busy = false;
    try {
      busy = senders.catchUp();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The transcript of a session could not be read", e);
    } finally {
      plan(timer, busy ? BUSY : QUIET);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }
}

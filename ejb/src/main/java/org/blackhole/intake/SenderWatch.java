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
 * Has the transcripts read that tell how clients try again, ten times a second: event loops have
 * better things to do. On a thread of the timer, one look at a time.
 */
final class SenderWatch implements AutoCloseable {

  private static final Logger LOG = EscapedLog.named(SenderWatch.class.getName());
  private static final Duration EVERY = Duration.ofMillis(100);

  private final Senders senders;
  private @Nullable Future<?> looking;

  SenderWatch(Senders senders) {
    this.senders = senders;
  }

  void begin(ScheduledExecutorService timer) {
    looking =
        timer.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      senders.catchUp();
    } catch (RuntimeException e) {
      // Else the timer would never look again.
      LOG.log(Level.ERROR, "The transcript of a session could not be read", e);
    }
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(false);
    }
  }
}

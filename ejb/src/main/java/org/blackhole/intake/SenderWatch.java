// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.blackhole.journal.senders.Senders;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Has the transcripts read that tell how clients try again: event loops have better things to do.
 * On a thread of its own, which looks often while they come, else sleeps until there are many: each
 * look may hold up a message where there are few processors, and who asks for a report has the rest
 * read.
 */
final class SenderWatch implements AutoCloseable {

  private static final Logger LOG = EscapedLog.named(SenderWatch.class.getName());

  /** While there are some: what waits for long outlives young collections. */
  private static final Duration BUSY = Duration.ofMillis(100);

  /** While there are none: those that are never many have to be read too. */
  private static final Duration LATEST = Duration.ofSeconds(10);

  private static final Duration STOP = Duration.ofSeconds(2);

  private final Senders senders;
  private volatile boolean closed;
  private @Nullable Thread thread;

  SenderWatch(Senders senders) {
    this.senders = senders;
  }

  synchronized void begin(ThreadFactory threads) {
    if (!closed) {
      Thread made = threads.newThread(this::watch);
      made.setName("sender-watch");
      senders.callWhenMany(() -> LockSupport.unpark(made));
      made.start();
      thread = made;
    }
  }

  private void watch() {
    while (!closed && !Thread.currentThread().isInterrupted()) {
      boolean busy = true; // what could not be read has others behind it
      try {
        busy = senders.catchUp();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "The transcript of a session could not be read", e);
      }
      LockSupport.parkNanos(this, (busy ? BUSY : LATEST).toNanos());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(STOP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

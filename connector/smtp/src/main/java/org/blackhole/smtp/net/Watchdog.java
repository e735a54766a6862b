// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Finds callbacks that do not return, against their contract: an endless loop, or something waited
 * for. It cannot end them, but says which it is and where it stands. It has no thread: whoever has
 * one calls {@link #look} about once a second. Safe for any thread.
 */
final class Watchdog {

  private static final Logger LOG = EscapedLog.named("org.blackhole.smtp.net");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final List<Watched> loops;
  private volatile List<String> faults = List.of();

  Watchdog(Collection<CallWatch> loops) {
    this.loops = loops.stream().map(Watched::new).toList();
  }

  /** One loop, as it was seen last. */
  private static final class Watched {
    private final CallWatch calls;
    private CallWatch.@Nullable Call seen;
    private long seenAt;
    private @Nullable String reported;

    Watched(CallWatch calls) {
      this.calls = calls;
    }
  }

  /** Looks at all loops. */
  synchronized void look(long now) {
    List<String> found = new ArrayList<>();
    for (Watched loop : loops) {
      look(loop, now);
      String reported = loop.reported;
      if (reported != null) {
        found.add(reported + " has not returned for " + seconds(PATIENCE) + " s or more.");
      }
    }
    faults = List.copyOf(found);
  }

  private static void look(Watched loop, long now) {
    CallWatch.Call before = loop.seen;
    CallWatch.Call call = loop.calls.underWay();
    if (before == null || call == null || call.count() != before.count()) {
      returned(loop, now);
      loop.seen = call;
      loop.seenAt = now;
    } else if (loop.reported == null && now - loop.seenAt >= PATIENCE) {
      report(loop, call, now);
    }
  }

  private static void report(Watched loop, CallWatch.Call call, long now) {
    String what =
        "The callback "
            + call.callee()
            + "."
            + call.callback().words()
            + ", called on listener "
            + call.listener()
            + " by thread "
            + call.thread().getName()
            + ",";
    loop.reported = what;
    Throwable where = new Throwable("where it stands");
    where.setStackTrace(call.thread().getStackTrace());
    LOG.log(
        Level.WARNING,
        what
            + " has not returned for "
            + seconds(now - loop.seenAt)
            + " s; until it does, all sessions of that thread wait",
        where);
  }

  private static void returned(Watched loop, long now) {
    String what = loop.reported;
    if (what != null) {
      loop.reported = null;
      LOG.log(Level.WARNING, what + " has returned after " + seconds(now - loop.seenAt) + " s");
    }
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }

  /** What was found when last looked at, each a sentence for the user. */
  List<String> faults() {
    return faults;
  }
}

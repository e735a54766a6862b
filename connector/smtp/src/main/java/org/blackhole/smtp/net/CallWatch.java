// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.api.SmtpListener;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop calls of the application right now. The loop notes it, by a few stores and
 * without a look at the clock; others may look at it from outside, see {@link Watchdog}.
 */
final class CallWatch {

  /**
   * Odd while a call is under way. The loop alone writes it, so that it need not add atomically.
   */
  private final AtomicLong count = new AtomicLong();

  private long calls;
  private @Nullable Object callee;
  private String listener = "?";
  private Callback callback = Callback.SESSION;
  private @Nullable Thread thread;

  private @Nullable Throwable thrown;
  private @Nullable String thrownBy;

  /**
   * A call that is under way.
   *
   * @param count tells it from all others
   */
  record Call(long count, String listener, String callee, Callback callback, Thread thread) {}

  /** On the loop: this is its thread. */
  void runsHere() {
    thread = Thread.currentThread();
  }

  /** On the loop: a call of this object begins. */
  void enter(Object callee, String listener, Callback callback) {
    this.callee = callee;
    this.listener = listener;
    this.callback = callback;
    count.setRelease(++calls);
  }

  /** On the loop: the call has returned, one way or another. */
  void leave() {
    callee = null; // which may be of an application that is to be forgotten
    count.setRelease(++calls);
  }

  /** On the loop: the call throws this. */
  void throwing(Throwable thrown) {
    Object broken = callee;
    this.thrown = thrown;
    this.thrownBy = broken == null ? null : name(broken) + "." + callback.words();
  }

  /** On the loop: what of the application threw this just now, or null if it was not that. */
  @Nullable String thrower(Throwable thrown) {
    String by = this.thrown == thrown ? thrownBy : null;
    this.thrown = null;
    this.thrownBy = null;
    return by;
  }

  /** On any thread: the call that is under way, or null. */
  @Nullable Call underWay() {
    long now = count.getAcquire();
    Object called = callee;
    Thread on = thread;
    if (now % 2 == 0 || called == null || on == null) {
      return null;
    }
    Call call = new Call(now, listener, name(called), callback, on);
    return count.getAcquire() == now ? call : null;
  }

  /** A conversation is known by its class; a listener may stand for another, and says which. */
  private static String name(Object callee) {
    return callee instanceof SmtpListener ? callee.toString() : callee.getClass().getName();
  }
}

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
   * Odd while a call is under way, or has thrown and nobody told of it yet. The loop alone writes
   * it, so that it need not add atomically.
   */
  private final AtomicLong count = new AtomicLong();

  private long calls;
  private @Nullable Object callee;
  private String listener = "?";
  private Callback callback = Callback.SESSION;
  private @Nullable Thread thread;

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
    calls += 1 + (calls & 1);
    count.setRelease(calls);
  }

  /** On the loop: the call has returned. */
  void leave() {
    callee = null; // which may be of an application that is to be forgotten
    count.setRelease(++calls);
  }

  /**
   * On the loop: something was thrown. Tells what of the application threw it, or null if none of
   * its calls is under way, and leaves that call.
   */
  @Nullable String thrower() {
    Object broken = callee;
    if (broken == null) {
      return null;
    }
    leave();
    return name(broken) + "." + callback.words();
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

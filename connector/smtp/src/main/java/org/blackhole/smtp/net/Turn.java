// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

/**
 * The time that a session has on its event loop before others do: who asks for thousands of things
 * at once gets some of them, and the rest when the loop has gone round. On the event loop.
 */
final class Turn {

  /** Beside its system calls, which take about as much. */
  private static final long NANOS = 30_000;

  /** To look at the clock costs a tenth of a short command. */
  private static final int UNTIMED = 7;

  private long began;
  private int taken;
  private boolean over;

  void begin(long now) {
    began = now;
    taken = 0;
    over = false;
  }

  /** Whether the session may take one thing more; to be asked before each. */
  boolean goesOn() {
    if (!over && (++taken & UNTIMED) == 0) {
      over = System.nanoTime() - began > NANOS;
    }
    return !over;
  }

  /** Whether it may have left something for want of time. */
  boolean isOver() {
    return over;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** One token bucket, filled evenly. Exact for whole tokens; safe for any thread, without a lock. */
final class Bucket {

  // A whole token that filled up drop by drop may lack a rounding error.
  private static final double ROUNDING = 1e-9;

  private record State(double level, long at) {}

  private final AtomicReference<State> state;

  Bucket(long size, long now) {
    state = new AtomicReference<>(new State((double) size, now));
  }

  boolean take(long tokens, long size, long every, long now) {
    while (true) {
      State old = state();
      double level = filled(old, size, every, now);
      if (level + ROUNDING < tokens) {
        return false;
      }
      State next = new State(Math.max(0, level - tokens), Math.max(now, old.at()));
      if (state.compareAndSet(old, next)) {
        return true;
      }
    }
  }

  void give(long tokens, long size) {
    State old;
    State next;
    do {
      old = state();
      next = new State(Math.min((double) size, old.level() + tokens), old.at());
    } while (!state.compareAndSet(old, next));
  }

  double level(long size, long every, long now) {
    return filled(state(), size, every, now);
  }

  private State state() {
    return Objects.requireNonNull(state.get());
  }

  private static double filled(State old, long size, long every, long now) {
    long elapsed = Math.max(0, now - old.at());
    return elapsed >= every
        ? size
        : Math.min((double) size, old.level() + (double) elapsed * size / every);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Connections that did not go as they should. For all threads. */
public final class Failures {

  private final LongAdder number = new LongAdder();
  private final AtomicReference<@Nullable String> first = new AtomicReference<>();

  void add(String what) {
    number.increment();
    first.compareAndSet(null, what);
  }

  public long number() {
    return number.sum();
  }

  @Override
  public String toString() {
    String what = first.get();
    return what == null ? "none" : number.sum() + ", the first: " + what;
  }
}

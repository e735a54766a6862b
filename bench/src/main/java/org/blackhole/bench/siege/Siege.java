// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.siege;

/** Bad clients at work, from their making to {@link #close}. */
public interface Siege extends AutoCloseable {

  /** How often a client had its end, and another took its place. */
  long ended();

  /** Lets all of them go, without a word. */
  @Override
  void close();
}

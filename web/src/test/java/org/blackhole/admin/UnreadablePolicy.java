// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.blackhole.policy.PolicyInForce;

/** A policy that cannot be read, and the timer it would use. */
final class UnreadablePolicy implements AutoCloseable {

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final PolicyInForce inForce;

  UnreadablePolicy(String fault) {
    this.inForce =
        PolicyInForce.unreadable(List.of(fault), revision -> {}, timer, InstantSource.system());
  }

  PolicyInForce inForce() {
    return inForce;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

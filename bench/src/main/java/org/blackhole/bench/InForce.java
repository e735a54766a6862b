// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;

/** A policy in force that is kept nowhere, and its timer. */
public final class InForce implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(PolicyInForce.class.getName());

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final PolicyInForce policy;

  /** Puts it in force. */
  public InForce(PolicyDocument document) {
    LOG.setLevel(Level.WARNING); // a line for each change would be measured, too
    policy = fresh(document);
  }

  /** Another one, to which no session has come yet. */
  PolicyInForce fresh(PolicyDocument document) {
    return new PolicyInForce(
        Revision.first(document, Instant.EPOCH, "bench", ""),
        revision -> {},
        timer,
        InstantSource.system());
  }

  /** It. */
  public PolicyInForce policy() {
    return policy;
  }

  @Override
  public void close() {
    policy.close();
    timer.shutdown();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.events;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.blackhole.journal.Events;
import org.blackhole.journal.PolicyEvent;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;

/** Makes an event of each revision of the policy that comes into force, wherever it comes from. */
@Singleton
public class PolicyWatch {

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService threads;

  /** The first policy may have to wait for a database, and the start is not to wait for it. */
  void start(@Observes Startup event, Instance<PolicyInForce> policy, Events events) {
    threads.execute(() -> policy.get().onChange(revision -> events.publish(of(revision))));
  }

  private static PolicyEvent of(Revision revision) {
    return new PolicyEvent(revision.number(), revision.by(), revision.at(), revision.why());
  }
}

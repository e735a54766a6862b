// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.blackhole.admin.ServerFaults;
import org.blackhole.admin.events.ListenerWatch;
import org.blackhole.journal.Events;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.smtp.api.BufferMemory;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.SmtpServer;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What is so now, at {@code /metrics}: worked out when somebody asks. */
@Singleton
public final class StateMetrics {

  private final MetricRegistry registry;
  private final SmtpServer server;
  private final PolicyInForce policy;
  private final ServerFaults faults;
  private final Events events;
  private final ListenerWatch watch;
  private final SessionJournal journal;
  private final Set<String> listeners = new HashSet<>();
  private boolean registered;

  @Inject
  public StateMetrics(
      MetricRegistry registry,
      SmtpServer server,
      PolicyInForce policy,
      ServerFaults faults,
      Events events,
      ListenerWatch watch,
      SessionJournal journal) {
    this.registry = registry;
    this.server = server;
    this.policy = policy;
    this.faults = faults;
    this.events = events;
    this.watch = watch;
    this.journal = journal;
  }

  /** Registers what is not there yet: listeners may come later. */
  synchronized void register(Set<String> names) {
    if (!registered) {
      registered = true;
      registry.gauge(Metrics.REVISION, policy, StateMetrics::revision);
      registry.gauge(Metrics.STARTED, server, known -> known.startedAt().toEpochMilli() / 1e3);
      registry.gauge(Metrics.FAULTS, faults, known -> known.list().size());
      registry.gauge(Metrics.WARNINGS, faults, known -> known.warnings().size());
      registry.gauge(Metrics.READERS, events, Events::readers);
      registry.gauge(Metrics.BUFFERS, server, known -> octets(known, BufferMemory::used));
      registry.gauge(Metrics.BUFFERS_MOST, server, known -> octets(known, BufferMemory::most));
      registry.gauge(Metrics.JOURNAL, journal, SessionJournal::octets);
    }
    for (String name : names) {
      if (listeners.add(name)) {
        for (ListenerState state : ListenerState.values()) {
          registry.gauge(
              Metrics.STATE,
              watch,
              known -> known.state(name).filter(state::equals).isPresent() ? 1 : 0,
              new Tag("listener", name),
              new Tag("state", state.label()));
        }
      }
    }
  }

  private static double octets(SmtpServer server, ToLongFunction<BufferMemory> figure) {
    return server.buffers().map(all -> (double) figure.applyAsLong(all)).orElse(Double.NaN);
  }

  private static long revision(PolicyInForce policy) {
    return policy.revision().map(Revision::number).orElse(0L);
  }
}

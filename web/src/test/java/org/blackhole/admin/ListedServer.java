// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SmtpServer;
import org.blackhole.smtp.api.StartTls;

/** A server of listeners in the states that a test names; a port that is taken stays taken. */
final class ListedServer implements SmtpServer {

  private static final Counts NOTHING =
      new Counts(0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), 0, Latencies.NONE);

  final Map<String, ListenerState> states = new LinkedHashMap<>();
  final List<String> taken = new ArrayList<>();
  final List<String> faults = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  ListedServer with(String name, ListenerState state) {
    states.put(name, state);
    return this;
  }

  @Override
  public ListenerState change(String listener, ListenerState target) {
    ListenerState now = states.get(listener);
    if (now == null) {
      throw new NoSuchElementException(listener);
    }
    if (now == ListenerState.DRAINING && target == ListenerState.OPEN) {
      throw new IllegalStateException("Listener " + listener + " is draining");
    }
    if (target == ListenerState.OPEN && taken.contains(listener)) {
      states.put(listener, ListenerState.FAILED);
      throw new IllegalStateException(failure(listener));
    }
    states.put(listener, target);
    return target;
  }

  private static String failure(String listener) {
    return "Listener " + listener + " cannot listen.";
  }

  @Override
  public List<ListenerStatus> listeners() {
    return states.keySet().stream().map(this::status).toList();
  }

  private ListenerStatus status(String name) {
    ListenerState state = Optional.ofNullable(states.get(name)).orElseThrow();
    return new ListenerStatus(
        new ListenerInfo(
            name, Scheme.SMTP, StartTls.OFF, new InetSocketAddress(25), "mx.test", Map.of()),
        state,
        List.of(),
        state == ListenerState.FAILED ? failure(name) : null,
        NOTHING);
  }

  @Override
  public Optional<ListenerStatus> listener(String name) {
    return states.containsKey(name) ? Optional.of(status(name)) : Optional.empty();
  }

  @Override
  public State state() {
    return states.containsValue(ListenerState.OPEN) ? State.SERVING : State.STARTING;
  }

  @Override
  public Instant startedAt() {
    return Instant.EPOCH;
  }

  @Override
  public String transport() {
    return "nio";
  }

  @Override
  public String tlsProvider() {
    return "JDK";
  }

  @Override
  public List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}

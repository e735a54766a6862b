// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.blackhole.smtp.api.BufferMemory;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.SmtpServer;
import org.blackhole.smtp.net.BorrowedThread;
import org.blackhole.smtp.net.TestAuthority;
import org.jspecify.annotations.Nullable;

/**
 * All activations of an adapter and the event loops they share. The loops run while there is an
 * activation. Lifecycle calls wait for one another; what it tells never waits for them.
 */
final class LiveServer implements SmtpServer {

  private static final Duration LOOPS_END = Duration.ofSeconds(10);
  private static final String NONE = "none";

  private final BootstrapContext context;
  private final Instant startedAt = Instant.now();
  private final List<Activation> activations = new CopyOnWriteArrayList<>();
  private final Refusals refusals = new Refusals();
  private volatile @Nullable SharedTransport transport;
  private volatile Recorder recorder = Recorder.NONE;

  LiveServer(BootstrapContext context) {
    this.context = context;
  }

  Refusals refusals() {
    return refusals;
  }

  /** Opens what the plan wants. A socket that cannot be opened is a fault, not an exception. */
  synchronized void activate(
      MessageEndpointFactory factory, ActivationSpec spec, ActivationPlan plan)
      throws FaultySettings, UnavailableException {
    requireNewNames(plan);
    SharedTransport shared = transport;
    if (shared == null) {
      shared = SharedTransport.open(plan.transport(), plan.threads(), context);
      transport = shared;
      shared.transport().record((peer, control) -> recorder.begin(peer, control));
    } else {
      shared.compare(plan.transport(), plan.threads());
    }
    Activation activation;
    ContainerTasks tasks = null;
    try {
      tasks = new ContainerTasks(shared.transport(), context.getWorkManager());
      Intake intake = intake(plan, new Endpoints(factory), tasks);
      activation = new Activation(factory, spec, plan, shared.transport(), intake, tasks);
    } catch (FaultySettings | RuntimeException | Error e) {
      if (tasks != null) {
        tasks.close();
      }
      closeTransportIfIdle();
      throw e;
    }
    activations.add(activation);
    try {
      activation.open();
    } catch (RuntimeException | Error e) {
      // The container will not deactivate what it could not activate.
      end(activation);
      closeTransportIfIdle();
      throw e;
    }
  }

  private Intake intake(ActivationPlan plan, Endpoints endpoints, ContainerTasks tasks)
      throws FaultySettings {
    MailPlan mail = plan.mail();
    return mail == null
        ? new SessionIntake(endpoints)
        : MailIntake.open(mail, endpoints, tasks, context.getTransactionSynchronizationRegistry());
  }

  private void requireNewNames(ActivationPlan plan) throws FaultySettings {
    List<Fault> faults =
        plan.listeners().stream()
            .filter(listener -> find(listener.name()).isPresent())
            .map(
                listener ->
                    new Fault(
                        Settings.LISTEN.name(),
                        listener.name(),
                        "has a name that another activation uses",
                        "names that differ"))
            .toList();
    if (!faults.isEmpty()) {
      throw new FaultySettings(faults);
    }
  }

  /** Ends an activation and waits for it, within its limits; the last takes the loops along. */
  synchronized void deactivate(MessageEndpointFactory factory, ActivationSpec spec) {
    for (Activation activation : activations) {
      if (activation.isOf(factory, spec)) {
        end(activation);
      }
    }
    closeTransportIfIdle();
  }

  synchronized void close() {
    activations.forEach(Activation::beginEnd);
    activations.forEach(this::end);
    closeTransportIfIdle();
  }

  private void end(Activation activation) {
    try {
      activation.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      activations.remove(activation);
    }
  }

  private void closeTransportIfIdle() {
    SharedTransport shared = transport;
    if (shared != null && activations.isEmpty()) {
      transport = null;
      shared.close(LOOPS_END);
    }
  }

  @Override
  public State state() {
    if (!activations.stream().allMatch(Activation::isReady)) {
      return State.STARTING;
    }
    List<ListenerState> states = all().map(ActiveListener::state).toList();
    if (states.contains(ListenerState.OPEN)) {
      return State.SERVING;
    }
    if (states.contains(ListenerState.PAUSED)) {
      return State.PAUSED;
    }
    boolean closing =
        states.contains(ListenerState.DRAINING) || states.contains(ListenerState.CLOSED);
    return closing ? State.DRAINING : State.STARTING;
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public String transport() {
    SharedTransport shared = transport;
    return shared == null ? NONE : shared.transport().name();
  }

  @Override
  public String tlsProvider() {
    return all()
        .flatMap(listener -> Stream.ofNullable(listener.tlsProvider()))
        .findFirst()
        .orElse(NONE);
  }

  @Override
  public List<ListenerStatus> listeners() {
    return all().map(ActiveListener::status).toList();
  }

  @Override
  public Optional<ListenerStatus> listener(String name) {
    return find(name).map(ActiveListener::status);
  }

  @Override
  public ListenerState change(String listener, ListenerState target) {
    try {
      return find(listener)
          .orElseThrow(
              () -> new NoSuchElementException("There is no listener " + Fault.quoted(listener)))
          .change(target);
    } finally {
      BorrowedThread.giveBack();
    }
  }

  @Override
  public void record(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>(refusals.sentences());
    if (activations.isEmpty() && faults.isEmpty()) {
      faults.add("No message-driven bean is activated, so nothing listens for mail.");
    }
    for (Activation activation : activations) {
      if (!activation.isReady()) {
        String why = activation.probeFailure();
        faults.add(
            "The message-driven bean cannot be called yet: its application is starting."
                + (why == null ? "" : " The server says: " + why));
      }
    }
    all().map(ActiveListener::fault).filter(Objects::nonNull).forEach(faults::add);
    SharedTransport shared = transport;
    if (shared != null) {
      faults.addAll(shared.faults());
    }
    return List.copyOf(faults);
  }

  @Override
  public List<String> warnings() {
    return activations.stream().flatMap(Activation::warnings).distinct().toList();
  }

  @Override
  public Optional<BufferMemory> buffers() {
    SharedTransport shared = transport;
    return shared == null ? Optional.empty() : shared.transport().buffers();
  }

  @Override
  public Optional<X509Certificate> testAuthority() {
    return ofAuthority(TestAuthority::open);
  }

  @Override
  public Optional<X509CRL> revocationList() {
    return ofAuthority(TestAuthority::revocationList);
  }

  /** What an authority may have to be made for, or read. */
  @FunctionalInterface
  private interface Signed<T> {
    T by(TestAuthority authority) throws IOException, GeneralSecurityException;
  }

  private <T> Optional<T> ofAuthority(Signed<T> wanted) {
    for (Activation activation : activations) {
      Optional<TestAuthority> authority = activation.authority();
      if (authority.isPresent()) {
        try {
          return Optional.of(wanted.by(authority.get()));
        } catch (IOException | GeneralSecurityException e) {
          throw new IllegalStateException(e.getMessage(), e);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ActiveListener> find(String name) {
    return all().filter(listener -> listener.name().equals(name)).findFirst();
  }

  private Stream<ActiveListener> all() {
    return activations.stream().flatMap(activation -> activation.listeners().stream());
  }
}

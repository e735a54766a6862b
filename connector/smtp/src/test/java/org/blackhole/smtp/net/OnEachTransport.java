// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.session.SessionSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs its tests on epoll, io_uring and NIO, and wants each to leave nothing behind. */
@ParameterizedClass(name = "{0}")
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
abstract class OnEachTransport {

  static final int LOOPS = 2;

  /** By STARTTLS, and from the first octet. */
  static final List<Scheme> WITH_TLS = List.of(Scheme.SMTP, Scheme.SMTPS);

  static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT;

  private static final SessionSettings SESSION =
      SessionSettings.defaults("mx.example").with(ContentInterest.BODY);

  @TempDir private static Path folder;
  private static @Nullable TlsContext tls;

  private static @Nullable SmtpTransport transport;

  private final TransportKind kind;
  private final List<SmtpSocket> sockets = new ArrayList<>();

  OnEachTransport(TransportKind kind) {
    this.kind = kind;
  }

  @BeforeParameterizedClassInvocation
  static void open(TransportKind kind) throws Exception {
    tls =
        TlsContext.open(
            new TlsSelfMade(folder.resolve("tls.p12"), List.of("mx.example")), TlsSettings.DEFAULT);
    try {
      transport = SmtpTransport.open(kind, LOOPS);
    } catch (IllegalArgumentException e) {
      transport = null;
      abort(e.getMessage());
    }
  }

  @AfterEach
  void dropSockets() {
    for (SmtpSocket socket : sockets) {
      socket.abort();
      socket.dispose();
    }
  }

  @AfterParameterizedClassInvocation
  static void close() throws InterruptedException {
    if (tls != null) {
      tls.close();
    }
    if (transport != null) {
      assertThat(transport.close(Duration.ofSeconds(20))).isTrue();
      // A thread counts as terminated shortly before it is gone.
      await()
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .extracting(Thread::getName)
                      .noneMatch(name -> name.startsWith("smtp-")));
    }
  }

  TransportKind kind() {
    return kind;
  }

  static SmtpTransport transport() {
    return Objects.requireNonNull(transport);
  }

  static @Nullable TlsContext ownTls() {
    return tls;
  }

  /** A plain listener with STARTTLS that is open. */
  SmtpSocket serve(SmtpListener listener) throws IOException {
    return serve(Scheme.SMTP, LIMITS, listener);
  }

  SmtpSocket serve(Conversation conversation) throws IOException {
    return serve(peer -> conversation);
  }

  SmtpSocket serve(Scheme scheme, ConnectionLimits limits, SmtpListener listener)
      throws IOException {
    SmtpSocket socket = listener(scheme, 0, limits, listener);
    socket.open();
    return socket;
  }

  /** With TLS of its own. */
  SmtpSocket serve(Scheme scheme, TlsContext own, SmtpListener listener) throws IOException {
    SmtpSocket socket = listener(scheme, 0, LIMITS, ProxyTrust.NONE, listener, own);
    socket.open();
    return socket;
  }

  /** One that is not open yet. */
  SmtpSocket listener(Scheme scheme, int port, ConnectionLimits limits, SmtpListener listener) {
    return listener(scheme, port, limits, ProxyTrust.NONE, listener);
  }

  SmtpSocket listener(
      Scheme scheme, int port, ConnectionLimits limits, ProxyTrust trust, SmtpListener listener) {
    return listener(scheme, port, limits, trust, listener, tls);
  }

  /** With manners of its own. */
  SmtpSocket serve(Manners manners, SmtpListener listener) throws IOException {
    return serve(Scheme.SMTP, tls, SESSION.with(manners), listener);
  }

  /** With log-ins and TLS of its own. */
  SmtpSocket serve(Scheme scheme, TlsContext own, AuthSettings auth, SmtpListener listener)
      throws IOException {
    return serve(scheme, own, SESSION.with(auth), listener);
  }

  /** One that wants log-in. */
  SmtpSocket serveUsers(Scheme scheme, ConnectionLimits limits, SmtpListener listener)
      throws IOException {
    AuthSettings auth = new AuthSettings(AuthSettings.Rule.REQUIRED, false, Set.of(), null);
    SmtpSocket socket =
        listener(scheme, 0, limits, ProxyTrust.NONE, listener, tls, SESSION.with(auth));
    socket.open();
    return socket;
  }

  private SmtpSocket serve(
      Scheme scheme, @Nullable TlsContext own, SessionSettings session, SmtpListener listener)
      throws IOException {
    SmtpSocket socket = listener(scheme, 0, LIMITS, ProxyTrust.NONE, listener, own, session);
    socket.open();
    return socket;
  }

  private SmtpSocket listener(
      Scheme scheme,
      int port,
      ConnectionLimits limits,
      ProxyTrust trust,
      SmtpListener listener,
      @Nullable TlsContext context) {
    return listener(scheme, port, limits, trust, listener, context, SESSION);
  }

  private SmtpSocket listener(
      Scheme scheme,
      int port,
      ConnectionLimits limits,
      ProxyTrust trust,
      SmtpListener listener,
      @Nullable TlsContext context,
      SessionSettings session) {
    SmtpSocket socket =
        transport()
            .listener(
                new ListenerSettings(
                    "mx",
                    scheme,
                    scheme == Scheme.SMTP ? StartTls.OPTIONAL : StartTls.OFF,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    session,
                    limits,
                    trust,
                    Map.of()),
                listener,
                context);
    sockets.add(socket);
    return socket;
  }

  /** Waits until the session is over, and wants that to have been told once, and last. */
  static void awaitEnd(Recording session, String ending) {
    await()
        .untilAsserted(
            () -> assertThat(session.calls()).anyMatch(call -> call.startsWith("onEnd")));
    assertThat(session.calls()).filteredOn(call -> call.startsWith("onEnd")).hasSize(1);
    assertThat(session.calls()).endsWith("onEnd " + ending);
  }

  static void awaitNobody(SmtpSocket socket) {
    await().untilAsserted(() -> assertThat(socket.counts().live()).isZero());
  }
}

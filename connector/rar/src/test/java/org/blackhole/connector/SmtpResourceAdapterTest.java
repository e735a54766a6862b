// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.InternalThreadLocalMap;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.SmtpServer;
import org.blackhole.smtp.net.TlsSelfMade;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpResourceAdapterTest {

  private static final String ANY = "smtp://127.0.0.1:0?starttls=off";
  private static final Conversation YES = new Conversation() {};

  private final SmallContainer container = new SmallContainer();
  private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();
  private final ServerHandle server = new ServerHandle();
  private final BeanFactory bean = new BeanFactory(peer -> YES);

  @TempDir private Path directory;

  @BeforeEach
  void start() throws ResourceException {
    adapter.start(container);
    server.setResourceAdapter(adapter);
  }

  @AfterEach
  void stop() {
    adapter.stop();
    container.close();
  }

  private SmtpActivationSpec spec(String listen) throws ResourceException {
    SmtpActivationSpec spec = new SmtpActivationSpec();
    spec.setListen(listen);
    spec.setHostname("blackhole.test");
    spec.setTransport("nio");
    spec.setThreads("1");
    spec.setDrainTimeout("1s");
    spec.setTlsReload("1s");
    spec.setTlsProvider("jdk");
    spec.setDirectory(directory.toString());
    spec.setResourceAdapter(adapter);
    return spec;
  }

  private SmtpActivationSpec activate(String listen) throws ResourceException {
    SmtpActivationSpec spec = spec(listen);
    spec.validate();
    adapter.endpointActivation(bean, spec);
    if (bean.started) {
      await().until(() -> server.state() != SmtpServer.State.STARTING || allFailed());
    }
    return spec;
  }

  private boolean allFailed() {
    return server.listeners().stream().allMatch(l -> l.state() == ListenerState.FAILED);
  }

  private ListenerStatus listener(String name) {
    return server.listener(name).orElseThrow();
  }

  private int port(String name) {
    return listener(name).info().address().getPort();
  }

  private static ServerSocket taken() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void servesEveryListenerOfAnActivation() throws Exception {
    activate("a=" + ANY + " b=" + ANY + ";hostname=other.test;mode=bounce");

    try (Client a = new Client(port("a"));
        Client b = new Client(port("b"))) {
      assertThat(a.read()).startsWith("220 blackhole.test");
      assertThat(b.read()).startsWith("220 other.test");
    }
    assertThat(server.listeners()).extracting(l -> l.info().name()).containsExactly("a", "b");
    assertThat(listener("b").info().options()).containsOnlyKeys("mode").containsValue("bounce");
    assertThat(server.state()).isEqualTo(SmtpServer.State.SERVING);
    assertThat(server.transport()).isEqualTo("nio");
    assertThat(server.buffers().orElseThrow().used()).isPositive();
    assertThat(server.buffers().orElseThrow().most())
        .isGreaterThan(server.buffers().orElseThrow().used());
    assertThat(server.tlsProvider()).isEqualTo("none");
    assertThat(server.faults()).isEmpty();
  }

  @Test
  void callsTheBeanOncePerSessionAndGivesTheEndpointBack() throws Exception {
    activate("a=" + ANY);
    int before = bean.created.get();

    for (int i = 0; i < 3; i++) {
      try (Client client = new Client(port("a"))) {
        client.read();
        assertThat(client.say("EHLO client.test")).startsWith("250 ");
        assertThat(client.say("MAIL FROM:<>")).startsWith("250 ");
      }
    }

    assertThat(bean.created.get() - before).isEqualTo(3);
    assertThat(bean.released).hasValue(bean.created.get());
  }

  @Test
  void makesACertificateOfItsOwnAndTakesUpItsSuccessor() throws Exception {
    activate("a=smtps://127.0.0.1:0");
    assertThat(server.tlsProvider()).startsWith("JDK");
    Path file = directory.resolve("tls-blackhole.test.p12");
    assertThat(file).exists();
    TlsProbe probe = new TlsProbe(port("a"));
    byte[] first = probe.certificate();
    assertThat(probe.greeting()).startsWith("220 blackhole.test");

    Files.delete(file);

    await().until(() -> !Arrays.equals(first, probe.certificate()));
  }

  @Test
  void showsTheAuthorityThatSignsItsCertificates() throws Exception {
    assertThat(server.testAuthority()).isEmpty();
    activate("a=smtps://127.0.0.1:0?tlsNames=other.test");
    X509Certificate authority = server.testAuthority().orElseThrow();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Certificate shown =
        factory.generateCertificate(
            new ByteArrayInputStream(new TlsProbe(port("a")).certificate()));
    shown.verify(authority.getPublicKey());
    assertThat(((X509Certificate) shown).getSubjectAlternativeNames().toString())
        .contains("blackhole.test", "other.test", "localhost", "127.0.0.1");
    Files.writeString(directory.resolve("ca.p12"), "no key store");
    assertThatThrownBy(() -> server.testAuthority())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ca.p12");
  }

  @Test
  void hasNoAuthorityWithoutTls() throws Exception {
    assertThat(server.revocationList()).isEmpty();
    activate("a=" + ANY);
    assertThat(server.testAuthority()).isEmpty();
    assertThat(server.revocationList()).isEmpty();
  }

  @Test
  void whereTheCertificateIsTheUsersTheAuthoritySignsThoseThatAreWrong() throws Exception {
    Path own = directory.resolve("own/own.p12");
    new TlsSelfMade(own, List.of("own.test")).load();
    Certificates shown = new Certificates();
    BeanFactory choosing = new BeanFactory(peer -> shown);
    SmtpActivationSpec spec = spec("a=smtps://127.0.0.1:0");
    spec.setTlsKeyStore(own.toString());
    spec.setTlsKeyStorePassword(TlsSelfMade.STORE_PASSWORD);
    spec.validate();
    adapter.endpointActivation(choosing, spec);
    await().until(() -> server.state() == SmtpServer.State.SERVING);
    TlsProbe probe = new TlsProbe(port("a"));
    assertThat(certificate(probe).getSubjectAlternativeNames().toString()).contains("own.test");
    assertThat(directory.resolve("ca.p12")).doesNotExist();

    X509Certificate authority = server.testAuthority().orElseThrow();
    shown.next = Handshake.Certificate.REVOKED;
    X509Certificate revoked = certificate(probe);

    revoked.verify(authority.getPublicKey());
    assertThat(revoked.getSubjectAlternativeNames().toString())
        .contains("blackhole.test", "localhost", "127.0.0.1");
    assertThat(server.revocationList().orElseThrow().isRevoked(revoked)).isTrue();
    adapter.endpointDeactivation(choosing, spec);
  }

  private static final class Certificates implements Conversation {
    private volatile Handshake.Certificate next = Handshake.Certificate.OWN;

    @Override
    public Handshake onHandshake(Peer peer, @Nullable ClientHello hello) {
      return Handshake.with(next);
    }
  }

  private static X509Certificate certificate(TlsProbe probe) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(probe.certificate()));
  }

  @Test
  void listsWhatItsAuthorityHasRevoked() throws Exception {
    activate("a=smtps://127.0.0.1:0");
    X509CRL list = server.revocationList().orElseThrow();
    list.verify(server.testAuthority().orElseThrow().getPublicKey());
    assertThat(list.getRevokedCertificates()).isNull();
  }

  @Test
  void asksClientsForCertificates() throws Exception {
    activate("a=smtps://127.0.0.1:0?tlsClientCertificate=needed b=smtps://127.0.0.1:0");
    assertThat(new TlsProbe(port("b")).greeting()).startsWith("220 ");
    TlsProbe without = new TlsProbe(port("a"));
    try {
      assertThat(without.greeting()).isNull();
    } catch (IOException refused) {
      assertThat(refused).hasMessageNotContaining("timed out");
    }
    await().until(() -> listener("a").counts().handshakesFailed() == 1);
  }

  @Test
  void tellsOfAPortInUseWhileTheOthersServe() throws Exception {
    try (ServerSocket taken = taken()) {
      activate("a=smtp://127.0.0.1:" + taken.getLocalPort() + "?starttls=off b=" + ANY);

      assertThat(listener("a").state()).isEqualTo(ListenerState.FAILED);
      assertThat(listener("a").failure())
          .startsWith("Listener a cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .contains("the port is in use", "or change the port of a in the setting listen");
      assertThat(server.faults()).containsExactly(listener("a").failure());
      assertThat(listener("b").state()).isEqualTo(ListenerState.OPEN);
      assertThatThrownBy(() -> server.change("a", ListenerState.OPEN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
    }

    assertThat(server.change("a", ListenerState.OPEN)).isEqualTo(ListenerState.OPEN);
    assertThat(server.faults()).isEmpty();
  }

  @Test
  void tellsOfAHostNameThatLeadsNowhere() throws Exception {
    activate("a=smtp://no.such.invalid:0?starttls=off b=" + ANY);

    assertThat(listener("a").failure()).contains("no.such.invalid:0", "has no address");
    assertThat(listener("b").state()).isEqualTo(ListenerState.OPEN);
  }

  @Test
  void triesAgainOnceAMissingCertificateIsThere() throws Exception {
    Path file = directory.resolve("later.p12");
    SmtpActivationSpec spec = spec("a=smtps://127.0.0.1:0 b=" + ANY);
    spec.setTlsKeyStore(file.toString());
    spec.setTlsKeyStorePassword("blackhole");
    adapter.endpointActivation(bean, spec);

    assertThat(listener("a").failure()).startsWith("Listener a has no TLS. ").contains("later.p12");
    new TlsSelfMade(file, List.of("late.test")).load();

    await().until(() -> listener("a").state() == ListenerState.OPEN);
    assertThat(server.faults()).isEmpty();
  }

  @Test
  void saysThatTheServerHasNoSslElements() throws Exception {
    activate("a=smtps://127.0.0.1:0?ssl=mine b=" + ANY);

    assertThat(listener("a").failure()).contains("Setting ssl is \"mine\"");
    assertThat(listener("b").state()).isEqualTo(ListenerState.OPEN);
  }

  @Test
  void answersThatTheServiceIsStartingUntilTheApplicationHasStarted() throws Exception {
    bean.started = false;
    activate("a=" + ANY);
    assertThat(server.state()).isEqualTo(SmtpServer.State.STARTING);
    assertThat(server.faults()).singleElement().asString().contains("is starting");
    try (Client client = new Client(port("a"))) {
      assertThat(client.read()).isEqualTo("421 4.3.2 Service starting, try again shortly");
      assertThat(client.read()).isNull();
    }

    bean.started = true;

    await().until(() -> server.state() == SmtpServer.State.SERVING);
    try (Client client = new Client(port("a"))) {
      assertThat(client.read()).startsWith("220 ");
    }
    assertThat(server.faults()).isEmpty();
  }

  @Test
  void survivesABeanThatThrows() throws Exception {
    AtomicInteger sessions = new AtomicInteger();
    BeanFactory moody =
        new BeanFactory(
            peer -> {
              if (sessions.getAndIncrement() == 0) {
                throw new IllegalStateException("moody");
              }
              return YES;
            });
    adapter.endpointActivation(moody, spec("a=" + ANY));
    await().until(() -> server.state() == SmtpServer.State.SERVING);

    try (Client first = new Client(port("a"));
        Client second = new Client(port("a"))) {
      assertThat(first.read()).startsWith("421 4.3.0");
      assertThat(second.read()).startsWith("220 ");
    }
    assertThat(moody.released).hasValue(moody.created.get());
  }

  /**
   * What Netty leaves on a container's thread would keep our class loader after an undeployment.
   */
  @Test
  void leavesNothingOnTheThreadsOfTheContainer() throws Exception {
    SmtpActivationSpec spec = spec("a=smtps://127.0.0.1:0");
    adapter.endpointActivation(bean, spec);
    assertThat(InternalThreadLocalMap.getIfSet()).isNull();
    await().until(() -> server.state() == SmtpServer.State.SERVING);
    server.change("a", ListenerState.CLOSED);
    await().until(() -> listener("a").state() == ListenerState.CLOSED);
    server.change("a", ListenerState.OPEN);
    assertThat(InternalThreadLocalMap.getIfSet()).isNull();
    adapter.endpointDeactivation(bean, spec);
    assertThat(InternalThreadLocalMap.getIfSet()).isNull();
  }

  @Test
  void servesTlsUnderAnAddressLiteral() throws Exception {
    for (String hostname : new String[] {"[192.0.2.1]", "[IPv6:2001:db8::1]"}) {
      SmtpActivationSpec spec = spec("a=smtps://127.0.0.1:0");
      spec.setHostname(hostname);
      BeanFactory factory = new BeanFactory(peer -> YES);
      adapter.endpointActivation(factory, spec);
      await().until(() -> server.state() == SmtpServer.State.SERVING);
      assertThat(server.faults()).isEmpty();
      adapter.endpointDeactivation(factory, spec);
    }
  }

  @Test
  void asksAgainForABeanWhateverTheContainerThrows() throws Exception {
    bean.breaks = true;
    adapter.endpointActivation(bean, spec("a=" + ANY));
    await().until(() -> server.faults().toString().contains("The container is confused"));
    bean.breaks = false;
    await().until(() -> server.state() == SmtpServer.State.SERVING);
    assertThat(server.faults()).isEmpty();
  }

  @Test
  void asksAgainForABeanOnceTheContainerTakesWork() throws Exception {
    container.refuses = new IllegalStateException("no work today");
    adapter.endpointActivation(bean, spec("a=" + ANY));
    assertThat(server.state()).isEqualTo(SmtpServer.State.STARTING);
    container.refuses = null;
    await().until(() -> server.state() == SmtpServer.State.SERVING);
  }

  @Test
  void endsAllActivationsAtOnce() throws Exception {
    for (String name : new String[] {"a", "b", "c"}) {
      adapter.endpointActivation(new BeanFactory(peer -> YES), spec(name + "=" + ANY));
    }
    await().until(() -> server.state() == SmtpServer.State.SERVING);
    Thread stop = new Thread(adapter::stop);
    try (Client a = new Client(port("a"));
        Client c = new Client(port("c"))) {
      assertThat(a.read()).startsWith("220 ");
      assertThat(c.read()).startsWith("220 ");
      // Each hears of it while the other still holds its own connection open.
      stop.start();
      assertThat(c.read()).startsWith("421 4.3.2");
      assertThat(a.read()).startsWith("421 4.3.2");
    }
    stop.join();
  }

  @Test
  void remembersWhatWasRefusedUntilItIsMended() throws Exception {
    assertThat(server.faults()).singleElement().asString().contains("No message-driven bean");
    SmtpActivationSpec bad = spec("a=" + ANY);
    bad.setMaxErrors("none");

    assertThatThrownBy(bad::validate).isInstanceOf(InvalidPropertyException.class);
    assertThatThrownBy(() -> adapter.endpointActivation(bean, bad))
        .isInstanceOf(InvalidPropertyException.class);
    assertThat(server.faults())
        .singleElement()
        .asString()
        .contains("Setting maxErrors is \"none\"");
    assertThat(server.listeners()).isEmpty();
    assertThat(server.state()).isEqualTo(SmtpServer.State.STARTING);

    activate("a=" + ANY);
    assertThat(server.faults()).isEmpty();
  }

  @Test
  void refusesASecondListenerOfTheSameName() throws Exception {
    activate("a=" + ANY);

    assertThatThrownBy(() -> adapter.endpointActivation(bean, spec("a=" + ANY)))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageContaining("of listener a has a name that another activation uses");
    assertThat(server.faults()).hasSize(1);
  }

  @Test
  void keepsTheTransportOfTheFirstActivation() throws Exception {
    activate("a=" + ANY);
    SmtpActivationSpec second = spec("b=" + ANY);
    second.setTransport("auto");
    adapter.endpointActivation(bean, second);

    assertThat(server.transport()).isEqualTo("nio");
    assertThat(listener("b").state()).isEqualTo(ListenerState.OPEN);
  }

  @Test
  void drainsWhenTheEndpointIsDeactivated() throws Exception {
    SmtpActivationSpec spec = activate("a=" + ANY);
    SmtpActivationSpec other = activate("b=" + ANY);
    int port = port("a");
    try (Client idle = new Client(port);
        Client busy = new Client(port)) {
      idle.read();
      busy.read();
      busy.say("EHLO client.test");
      busy.say("MAIL FROM:<a@b.test>");

      adapter.endpointDeactivation(bean, spec);

      assertThat(idle.read()).startsWith("421 4.3.2");
      assertThat(busy.read()).startsWith("421 4.3.2");
      assertThat(busy.read()).isNull();
    }
    assertThatThrownBy(() -> new Client(port)).isInstanceOf(ConnectException.class);
    assertThat(server.listeners()).extracting(l -> l.info().name()).containsExactly("b");
    adapter.endpointDeactivation(bean, other);
    assertThat(server.transport()).isEqualTo("none");
    assertThat(server.buffers()).isEmpty();
  }

  @Test
  void endsItsThreadsAndCanStartAgain() throws Exception {
    for (int i = 0; i < 2; i++) {
      activate("a=" + ANY);
      try (Client client = new Client(port("a"))) {
        assertThat(client.read()).startsWith("220 ");
        adapter.stop();
        assertThat(client.read()).startsWith("421 4.3.2");
      }
      await()
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().startsWith("smtp-")));
      assertThatThrownBy(server::state).isInstanceOf(IllegalStateException.class);
      adapter.start(container);
    }
  }

  @Test
  void goesFromStateToState() throws Exception {
    activate("a=" + ANY);
    int port = port("a");

    assertThat(server.change("a", ListenerState.PAUSED)).isEqualTo(ListenerState.PAUSED);
    assertThat(server.state()).isEqualTo(SmtpServer.State.PAUSED);
    try (Client client = new Client(port)) {
      assertThat(client.read()).startsWith("421 4.3.2");
    }
    assertThat(server.change("a", ListenerState.OPEN)).isEqualTo(ListenerState.OPEN);
    try (Client client = new Client(port)) {
      client.read();
      client.say("EHLO client.test");
      client.say("MAIL FROM:<a@b.test>");
      assertThat(server.change("a", ListenerState.DRAINING)).isEqualTo(ListenerState.DRAINING);
      assertThat(server.state()).isEqualTo(SmtpServer.State.DRAINING);
      assertThatThrownBy(() -> server.change("a", ListenerState.OPEN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Listener a is draining and cannot become open");
      server.change("a", ListenerState.CLOSED);
      assertThat(client.read()).startsWith("421 4.3.2");
    }
    await().until(() -> listener("a").state() == ListenerState.CLOSED);
    assertThatThrownBy(() -> server.change("a", ListenerState.PAUSED))
        .hasMessage("Listener a is closed and cannot become paused");
    assertThat(server.change("a", ListenerState.OPEN)).isEqualTo(ListenerState.OPEN);
    try (Client client = new Client(port("a"))) {
      assertThat(client.read()).startsWith("220 ");
    }
  }

  @ParameterizedTest
  @EnumSource(ListenerState.class)
  void knowsNoOtherListeners(ListenerState target) throws Exception {
    activate("a=" + ANY);

    assertThatThrownBy(() -> server.change("b\r\n", target))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("There is no listener \"b\\u000d\\u000a\"");
    assertThat(server.listener("b")).isEmpty();
  }

  @Test
  void givesAFailedListenerUpWhenItIsClosed() throws Exception {
    try (ServerSocket taken = taken()) {
      activate("a=smtp://127.0.0.1:" + taken.getLocalPort() + "?starttls=off b=" + ANY);

      assertThat(server.change("a", ListenerState.CLOSED)).isEqualTo(ListenerState.CLOSED);
      assertThat(server.faults()).isEmpty();
      assertThatThrownBy(() -> server.change("a", ListenerState.FAILED))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void takesPartInNoTransaction() throws Exception {
    assertThat(adapter.getXAResources(new ActivationSpec[] {spec("a=" + ANY)})).isEmpty();
  }

  @Test
  void hasAHandleThatCanBeSerialized() throws Exception {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(octets)) {
      out.writeObject(server);
    }
    assertThat(octets.size()).isPositive();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.SessionSettings;
import org.junit.jupiter.api.Test;

/** Extensions that a session is not offered, by choice of the application. */
class HiddenTest extends OnEachTransport {

  HiddenTest(TransportKind kind) {
    super(kind);
  }

  /** Hides the same for all, and notes its calls. */
  private static final class Hiding implements Conversation {
    private final Set<String> hidden;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    Hiding(Set<String> hidden) {
      this.hidden = hidden;
    }

    @Override
    public Set<String> hidden(Peer peer) {
      calls.add("hidden" + (peer.tls() == null ? "" : " in TLS"));
      return hidden;
    }

    @Override
    public Verdict onTls(Peer peer) {
      calls.add("onTls");
      return Verdict.proceed();
    }

    @Override
    public Verdict onConnect(Peer peer) {
      calls.add("onConnect");
      return Verdict.proceed();
    }
  }

  private static List<String> offered(Client client) throws Exception {
    List<String> lines = client.say("EHLO client.example\r\n").lines();
    return lines.subList(1, lines.size()).stream()
        .map(line -> line.substring(4).split(" ", 2)[0])
        .toList();
  }

  @Test
  void itIsAskedOnceBeforeAnythingElseAndHoldsToTheEnd() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      Hiding session = new Hiding(Set.of("SIZE", "DSN", "CHUNKING"));
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = Client.by(scheme, server.info().address())) {
        client.hear("220 ");
        if (scheme == Scheme.SMTP) {
          assertThat(offered(client)).contains("STARTTLS").doesNotContain("SIZE");
          client.say("STARTTLS\r\n").hear("220 ").encrypt("TLSv1.3", "mx.example");
        }
        assertThat(offered(client))
            .contains("PIPELINING", "REQUIRETLS")
            .doesNotContain("SIZE", "DSN", "CHUNKING", "BINARYMIME", "STARTTLS");
        client.say("MAIL FROM:<> SIZE=1\r\n").hear("555 5.5.4").quit();
      }
      assertThat(session.calls)
          .containsExactlyElementsOf(
              scheme == Scheme.SMTP
                  ? List.of("hidden", "onConnect", "onTls")
                  : List.of("hidden", "onTls", "onConnect"));
    }
  }

  @Test
  void everyKeywordCanBeHiddenAndManySetsAtATime() throws Exception {
    List<String> keywords = Extension.keywords();
    assertThat(keywords).hasSize(19).doesNotHaveDuplicates().contains("8BITMIME", "MT-PRIORITY");
    AtomicInteger number = new AtomicInteger();
    SmtpSocket server =
        serve(
            peer -> {
              int n = number.getAndIncrement();
              return new Hiding(
                  n < 150
                      ? Set.copyOf(List.of(keywords.get(n % 19), keywords.get(n / 19), "NOTHING"))
                      : Set.copyOf(keywords));
            });
    for (int n = 0; n < 150; n++) {
      try (Client client = Client.of(server).hear("220 ")) {
        assertThat(offered(client)).doesNotContain(keywords.get(n % 19), keywords.get(n / 19));
      }
    }
    try (Client client = Client.of(server).hear("220 ")) {
      assertThat(offered(client)).isEmpty();
      client.say("STARTTLS\r\n").hear("502 ").say("HELP\r\n").hear("502 ");
      client.say("AUTH PLAIN AGV2aWwAeA==\r\n").hear("502 ");
    }
  }

  @Test
  void whatIsRequiredMayBeHiddenAndStaysRequired() throws Exception {
    AuthSettings auth = new AuthSettings(AuthSettings.Rule.REQUIRED, false, Set.of(), null);
    SmtpSocket server =
        transport()
            .listener(
                new ListenerSettings(
                    "mx",
                    Scheme.SMTP,
                    StartTls.REQUIRED,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    SessionSettings.defaults("mx.example").with(auth),
                    LIMITS,
                    ProxyTrust.NONE,
                    Map.of()),
                peer -> new Hiding(Set.of("STARTTLS", "AUTH")),
                ownTls());
    server.open();
    try (Client client = Client.of(server).hear("220 ")) {
      assertThat(offered(client)).contains("SIZE").doesNotContain("STARTTLS", "AUTH");
      client.say("STARTTLS\r\n").hear("502 5.5.1");
      client.say("MAIL FROM:<>\r\n").hear("530 5.7.0");
    } finally {
      server.abort();
      server.dispose();
    }
  }

  @Test
  void whoFailsToSayWhatIsHiddenEndsTheSession() throws Exception {
    SmtpSocket server =
        serve(
            new Conversation() {
              @Override
              public Set<String> hidden(Peer peer) {
                throw new IllegalStateException("on purpose");
              }
            });
    try (Client client = Client.of(server)) {
      client.hear("421 4.3.0").hearEnd();
    }
    awaitNobody(server);
    assertThat(server.counts().sessions()).isOne();
  }
}

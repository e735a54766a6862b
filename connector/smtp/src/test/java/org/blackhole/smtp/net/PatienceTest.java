// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How long a client may take, however it fills the time. */
class PatienceTest extends OnEachTransport {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Duration DRIP = Duration.ofMillis(20);
  private static final String TO_DATA = "MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nDATA\r\n";
  private static final ProxyTrust LOOPBACK =
      new ProxyTrust(new TrustedNetworks(List.of("127.0.0.0/8")), TrustedNetworks.NONE);

  PatienceTest(TransportKind kind) {
    super(kind);
  }

  private static ConnectionLimits idle(Duration limit) {
    return new ConnectionLimits(10, 0, limit, LONG, 128);
  }

  private static ConnectionLimits limits(Duration idle, Duration logIn, Duration session) {
    return idle(idle).with(new ClientBounds(ConnectionRate.NONE, 0, 10, logIn, session));
  }

  /** Says this over and over until there is an answer, which is this, and the end. */
  private static void drip(Client client, String octets, String answer) throws IOException {
    CompletableFuture<String> heard =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return String.valueOf(client.reply());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    await()
        .pollInterval(DRIP)
        .until(
            () -> {
              if (!heard.isDone()) {
                client.say(octets);
              }
              return heard.isDone();
            });
    assertThat(heard.join()).startsWith(answer);
    client.hearEnd();
  }

  private Client greeted(SmtpSocket server, Scheme scheme) throws IOException {
    return Client.by(scheme, server.info().address()).greet();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aCommandLineHasToBeWholeInTime() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server = serve(scheme, idle(SHORT), peer -> new Conversation() {});
      for (String begin : List.of("", "MAIL FROM:<", "AUTH LOGIN ", "x".repeat(20_000))) {
        try (Client client = greeted(server, scheme).say(begin)) {
          drip(client, "a", "421 4.4.2");
        }
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anAnswerWithinAuthHasToBeWholeInTime() throws Exception {
    SmtpSocket server = serve(Scheme.SMTP, idle(SHORT), peer -> new Conversation() {});
    try (Client client = greeted(server, Scheme.SMTP).say("AUTH LOGIN\r\n").hear("334 ")) {
      drip(client, "a", "421 4.4.2");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHandshakeHasToBeWholeInTime() throws Exception {
    ConnectionLimits limits = new ConnectionLimits(10, 0, LONG, SHORT, 128);
    byte[] hello = HandshakeScript.clientHello("mx.example");
    for (Scheme scheme : WITH_TLS) {
      Recording session = new Recording();
      SmtpSocket server = serve(scheme, limits, peer -> session);
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
        }
        int[] said = {0};
        await()
            .pollInterval(DRIP)
            .until(
                () -> {
                  if (server.counts().live() > 0 && said[0] < hello.length - 1) {
                    client.say(new byte[] {hello[said[0]++]});
                  }
                  return session.calls().contains("onEnd TLS_FAILED");
                });
        assertThat(said[0]).isBetween(2, hello.length - 1);
      }
      awaitNobody(server);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theHeaderOfAProxyHasToBeWholeInTime() throws Exception {
    ConnectionLimits limits = new ConnectionLimits(10, 0, LONG, SHORT, 128);
    SmtpSocket server = listener(Scheme.SMTP, 0, limits, LOOPBACK, peer -> new Recording());
    server.open();
    try (Client client = Client.of(server).say("PROXY TCP4 ")) {
      await().until(() -> server.gates().count() == 1);
      await()
          .pollInterval(DRIP)
          .until(
              () -> {
                if (server.gates().count() > 0) {
                  client.say("1");
                }
                return server.gates().count() == 0;
              });
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void contentMayDripAsLongAsItComes() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server = serve(scheme, idle(SHORT), peer -> new Conversation() {});
      try (Client client = greeted(server, scheme).say(TO_DATA).hear("250 ", "250 ", "354 ")) {
        long begin = System.nanoTime();
        await()
            .pollInterval(DRIP)
            .until(
                () -> {
                  client.say("a");
                  return System.nanoTime() - begin > SHORT.multipliedBy(4).toNanos();
                });
        client.say("\r\n.\r\n").hear("250 2.0.0").quit();
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoDoesNotLogInIsTold() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server =
          serveUsers(scheme, limits(LONG, SHORT, LONG), peer -> new Conversation() {});
      try (Client silent = greeted(server, scheme);
          Client busy = greeted(server, scheme);
          Client within = greeted(server, scheme).say("AUTH LOGIN\r\n").hear("334 ")) {
        silent.hear("421 4.7.0 Authentication").hearEnd();
        within.hear("421 4.7.0 Authentication").hearEnd();
        String heard = "";
        while (heard != null && !heard.startsWith("421")) {
          heard = busy.say("NOOP\r\n").reply();
        }
        assertThat(heard).startsWith("421 4.7.0 Authentication");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoHasLoggedInStays() throws Exception {
    SmtpSocket server =
        serveUsers(Scheme.SMTP, limits(LONG, SHORT, LONG), peer -> new Conversation() {});
    try (Client known = greeted(server, Scheme.SMTP);
        Client stranger = greeted(server, Scheme.SMTP)) {
      known.say("AUTH PLAIN AHVzZXIAcGFzcw==\r\n").hear("235 ");
      stranger.hear("421 4.7.0").hearEnd();
      try (Client second = greeted(server, Scheme.SMTP)) {
        second.hear("421 4.7.0").hearEnd();
      }
      known.mail().quit();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whereNobodyHasToLogInNobodyIsHurried() throws Exception {
    SmtpSocket server =
        serve(Scheme.SMTP, limits(LONG, SHORT, LONG), peer -> new Conversation() {});
    SmtpSocket other =
        serveUsers(Scheme.SMTP, limits(LONG, SHORT, LONG), peer -> new Conversation() {});
    try (Client client = greeted(server, Scheme.SMTP);
        Client hurried = greeted(other, Scheme.SMTP)) {
      hurried.hear("421 4.7.0").hearEnd();
      client.mail().quit();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatTheApplicationMakesALogInWaitForIsWaitedFor() throws Exception {
    Verdict slow = Verdict.proceed().after(SHORT.multipliedBy(4));
    Recording session = new Recording(call -> call.equals("NOOP") ? slow : Verdict.proceed());
    SmtpSocket server = serveUsers(Scheme.SMTP, limits(SHORT, SHORT, LONG), peer -> session);
    try (Client client = greeted(server, Scheme.SMTP).say("NOOP\r\n")) {
      client.hear("250 2.0.0", "421 4.7.0 Authentication").hearEnd();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoWasMadeToWaitForALogInAndIsLetInStays() throws Exception {
    Verdict slow = Verdict.proceed().after(SHORT.multipliedBy(4));
    Conversation session =
        new Conversation() {
          @Override
          public Verdict onAuth(Peer peer, Credentials credentials) {
            return slow;
          }
        };
    SmtpSocket server = serveUsers(Scheme.SMTP, limits(LONG, SHORT, LONG), peer -> session);
    try (Client client = greeted(server, Scheme.SMTP)) {
      client.say("AUTH PLAIN AHVzZXIAcGFzcw==\r\n").hear("235 ").mail().quit();
    }
  }

  /** What it sent ahead is taken up when the wait is over, and its time begins then. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoWasMadeToWaitHasAllItsTimeAgain() throws Exception {
    Conversation session =
        new Conversation() {
          @Override
          public Verdict onRecipient(Envelope envelope, Recipient recipient) {
            return Verdict.proceed().after(SHORT.multipliedBy(2));
          }

          @Override
          public Verdict onCommand(Peer peer, Stage stage, String argument) {
            return Verdict.proceed().after(SHORT.dividedBy(2));
          }
        };
    SmtpSocket server = serve(Scheme.SMTP, idle(SHORT), peer -> session);
    try (Client client = greeted(server, Scheme.SMTP).say(TO_DATA)) {
      client.hear("250 ", "250 ", "354 ");
      try (Client other = greeted(server, Scheme.SMTP).say("NOOP\r\n")) {
        other.hear("250 "); // half of the time is over
      }
      client.say("text\r\n.\r\n").hear("250 2.0.0").quit();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSessionMayBeShorterThanTheTimeToLogIn() throws Exception {
    SmtpSocket server =
        serveUsers(Scheme.SMTP, limits(LONG, LONG, SHORT), peer -> new Conversation() {});
    try (Client known = greeted(server, Scheme.SMTP);
        Client stranger = greeted(server, Scheme.SMTP)) {
      known.say("AUTH PLAIN AHVzZXIAcGFzcw==\r\n").hear("235 ");
      known.hear("421 4.4.2 Session").hearEnd();
      stranger.hear("421 4.4.2 Session").hearEnd();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSessionLastsOnlySoLongHoweverBusyItIs() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(Scheme.SMTP, limits(LONG, LONG, SHORT), peer -> session);
    try (Client client = greeted(server, Scheme.SMTP)) {
      String heard = "";
      while (heard != null && !heard.startsWith("421")) {
        heard = client.say("NOOP\r\n").reply();
      }
      assertThat(heard).startsWith("421 4.4.2 Session took too long");
    }
    awaitEnd(session, "TIMEOUT");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aMessageInProgressMayEnd() throws Exception {
    SmtpSocket server =
        serve(Scheme.SMTP, limits(LONG, LONG, SHORT), peer -> new Conversation() {});
    try (Client client = greeted(server, Scheme.SMTP).say(TO_DATA);
        Client later = greeted(server, Scheme.SMTP)) {
      client.hear("250 ", "250 ", "354 ");
      later.hear("421 4.4.2 Session").hearEnd();
      client.say("text\r\n.\r\n").hear("250 2.0.0", "421 4.4.2 Session").hearEnd();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aMessageWithoutAnEndIsCutOff() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(Scheme.SMTP, limits(SHORT, LONG, SHORT), peer -> session);
    try (Client client = greeted(server, Scheme.SMTP).say(TO_DATA)) {
      client.hear("250 ", "250 ", "354 ");
      drip(client, "a", "421 4.4.2 Session");
    }
    awaitEnd(session, "TIMEOUT");
    assertThat(session.calls()).containsOnlyOnce("onAbandon");
  }
}

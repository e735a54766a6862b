// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.blackhole.smtp.api.ChannelBinding;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.AuthSettings;
import org.junit.jupiter.api.Test;

/** AUTH over real connections (RFC 4954), by mechanisms that a transcript cannot play. */
class LogInTest extends OnEachTransport {

  private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");
  private static final AuthSettings KNOWN =
      new AuthSettings(AuthSettings.Rule.REQUIRED, false, Set.of(), "secret");

  private final List<String> known = new CopyOnWriteArrayList<>();

  LogInTest(TransportKind kind) {
    super(kind);
  }

  /** Takes everybody but those whose token says otherwise. */
  private final class Door implements Conversation {
    @Override
    public Verdict onAuth(Peer peer, Credentials credentials) {
      String secret = credentials.secret();
      return secret != null && secret.contains("fail=")
          ? Verdict.reply(Reply.of(535, "5.7.8", "Authentication failed"))
          : Verdict.proceed();
    }

    @Override
    public Verdict onMail(Envelope envelope) {
      Peer peer = envelope.peer();
      known.add(peer.identity() + " " + peer.mechanism());
      return Verdict.proceed();
    }
  }

  private static TlsContext tls(
      TlsSettings.Provider provider, TlsSettings.ClientCertificate certificate) throws Exception {
    return TlsContext.open(
        new TlsTestKeys.Fixed(TlsTestKeys.ec("mx.example")),
        new TlsSettings(
            List.of("TLSv1.3", "TLSv1.2"),
            List.of(),
            provider,
            certificate,
            null,
            List.of(),
            true));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String challenge(Client client) throws Exception {
    String reply = Objects.requireNonNull(client.reply());
    assertThat(reply).startsWith("334 ");
    return new String(Base64.getDecoder().decode(reply.substring(4)), StandardCharsets.UTF_8);
  }

  /** Whether both ends believe each other. */
  private static void scram(Client client, String mechanism, ScramClient scram) throws Exception {
    client.say("AUTH " + mechanism + " " + encoded(scram.clientFirstMessage().toString()) + "\r\n");
    scram.serverFirstMessage(challenge(client));
    client.say(encoded(scram.clientFinalMessage().toString()) + "\r\n");
    scram.serverFinalMessage(challenge(client));
    client.say("\r\n").hear("235 2.7.0");
  }

  private static ScramClient plain(String mechanism, String password) {
    return ScramClient.builder()
        .advertisedMechanisms(List.of(mechanism))
        .username("alice")
        .password(password.toCharArray())
        .build();
  }

  @Test
  void scramLogsInWhoeverKnowsThePassword() throws Exception {
    try (TlsContext tls = tls(TlsSettings.Provider.AUTO, TlsSettings.ClientCertificate.NONE)) {
      SmtpSocket server = serve(Scheme.SMTP, tls, KNOWN, peer -> new Door());
      for (String mechanism : List.of("SCRAM-SHA-1", "SCRAM-SHA-256")) {
        Client client = Client.of(server).greet();
        client.say("MAIL FROM:<>\r\n").hear("530 5.7.0");
        ScramClient wrong = plain(mechanism, "guess");
        client.say(
            "AUTH " + mechanism + " " + encoded(wrong.clientFirstMessage().toString()) + "\r\n");
        wrong.serverFirstMessage(challenge(client));
        client.say(encoded(wrong.clientFinalMessage().toString()) + "\r\n").hear("535 5.7.8");
        scram(client, mechanism, plain(mechanism, "secret"));
        client.mail().quit();
      }
    }
    assertThat(known).containsExactly("alice SCRAM-SHA-1", "alice SCRAM-SHA-256");
  }

  @Test
  void scramBindsToTheChannel() throws Exception {
    for (TlsSettings.Provider provider :
        List.of(TlsSettings.Provider.AUTO, TlsSettings.Provider.JDK)) {
      try (TlsContext tls = tls(provider, TlsSettings.ClientCertificate.NONE)) {
        SmtpSocket server = serve(Scheme.SMTP, tls, KNOWN, peer -> new Door());
        for (String version : VERSIONS) {
          for (String mechanism : List.of("SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS")) {
            Client client = Client.of(server).greet();
            client.say("STARTTLS\r\n").hear("220 ").encrypt(version, "mx.example");
            client.say("EHLO client.example\r\n").hear("250 ");
            ChannelBinding binding =
                Objects.requireNonNull(TlsEndPoint.of((X509Certificate) client.shown()));
            ScramClient bound =
                ScramClient.builder()
                    .advertisedMechanisms(List.of(mechanism))
                    .username("alice")
                    .password("secret".toCharArray())
                    .channelBinding(binding.type(), binding.data())
                    .build();
            scram(client, mechanism, bound);
            client.mail().quit();
            assertThat(known).endsWith("alice " + mechanism);
          }
        }
      }
    }
  }

  @Test
  void aCertificateSaysWhoItIs() throws Exception {
    TlsMaterial own = TlsTestKeys.ec("client.test");
    for (TlsSettings.Provider provider :
        List.of(TlsSettings.Provider.AUTO, TlsSettings.Provider.JDK)) {
      try (TlsContext tls = tls(provider, TlsSettings.ClientCertificate.WANTED)) {
        SmtpSocket server = serve(Scheme.SMTPS, tls, AuthSettings.DEFAULT, peer -> new Door());
        for (String version : VERSIONS) {
          Client client =
              Client.on(new TlsTestClient(own).connect(server.info().address().getPort(), version))
                  .greet();
          client.say("AUTH EXTERNAL =\r\n").hear("235 2.7.0").mail().quit();
          assertThat(known).last().asString().matches(".*client\\.test.* EXTERNAL");
          Client stranger =
              Client.on(new TlsTestClient().connect(server.info().address().getPort(), version))
                  .greet();
          stranger.say("AUTH EXTERNAL =\r\n").hear("504 5.5.4").quit();
        }
      }
    }
  }

  /** RFC 7628 3.2.2: the reason comes by a challenge, and the client answers it with nothing. */
  @Test
  void aTokenThatIsRefusedIsToldWhyFirst() throws Exception {
    try (TlsContext tls = tls(TlsSettings.Provider.AUTO, TlsSettings.ClientCertificate.NONE)) {
      SmtpSocket server = serve(Scheme.SMTP, tls, AuthSettings.DEFAULT, peer -> new Door());
      String oauthbearer = encoded("n,a=joe,\1auth=Bearer fail=x\1\1");
      String xoauth2 = encoded("user=joe\1auth=Bearer fail=x\1\1");
      for (String command : List.of("AUTH OAUTHBEARER " + oauthbearer, "AUTH XOAUTH2 " + xoauth2)) {
        Client client = Client.of(server).greet();
        client.say(command + "\r\n");
        assertThat(challenge(client)).startsWith("{").contains("\"status\"");
        client.say("AQ==\r\n").hear("535 5.7.8");
        client.say("NOOP\r\n").hear("250 2.0.0").quit();
      }
    }
    assertThat(known).isEmpty();
  }
}

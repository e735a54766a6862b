// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Handshake.Certificate;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.net.CheckingClient.Revocation;
import org.blackhole.smtp.session.SessionSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates that are wrong in one thing, seen by clients that trust the test CA. */
class WrongCertificateTest {

  private static final String[] VERSIONS = {"TLSv1.2", "TLSv1.3"};
  private static final List<Scheme> SCHEMES = List.of(Scheme.SMTP, Scheme.SMTPS);

  private static final SmtpTransport TRANSPORT = SmtpTransport.open(TransportKind.NIO, 1);

  @TempDir private Path folder;
  private final List<TlsContext> contexts = new ArrayList<>();
  private final List<SmtpSocket> sockets = new ArrayList<>();
  private @Nullable TestAuthority authority;

  @BeforeEach
  void makeAuthority() throws Exception {
    authority = new TestAuthority(folder);
    authority.open();
  }

  @AfterEach
  void close() {
    sockets.forEach(SmtpSocket::abort);
    sockets.forEach(SmtpSocket::dispose);
    contexts.forEach(TlsContext::close);
  }

  @AfterAll
  static void closeTransport() throws Exception {
    assertThat(TRANSPORT.close(Duration.ofSeconds(20))).isTrue();
  }

  private TestAuthority authority() {
    return Objects.requireNonNull(authority);
  }

  private X509Certificate anchor() throws Exception {
    return authority().certificate().orElseThrow();
  }

  private TlsContext tls(TlsSettings.Provider provider) throws Exception {
    // A listener with a certificate that has nothing to do with the test CA.
    TlsContext context =
        TlsContext.open(
            new TlsTestKeys.Fixed(TlsTestKeys.ec("own.example")),
            new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), provider),
            new TestCertificates(authority(), List.of("mx.example")));
    contexts.add(context);
    return context;
  }

  private SmtpSocket serve(Scheme scheme, TlsContext tls, HandshakeScript session)
      throws Exception {
    SmtpSocket socket =
        TRANSPORT.listener(
            new ListenerSettings(
                "mx",
                scheme,
                scheme == Scheme.SMTP ? StartTls.OPTIONAL : StartTls.OFF,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SessionSettings.defaults("mx.example"),
                ConnectionLimits.DEFAULT,
                Map.of()),
            peer -> session,
            tls);
    sockets.add(socket);
    socket.open();
    return socket;
  }

  static Stream<Arguments> wrong() {
    return Stream.of(TlsSettings.Provider.OPENSSL, TlsSettings.Provider.JDK)
        .flatMap(
            provider ->
                Stream.of(
                    Arguments.of(provider, Certificate.EXPIRED, "CertificateExpired"),
                    Arguments.of(provider, Certificate.NOT_YET_VALID, "CertificateNotYetValid"),
                    Arguments.of(
                        provider,
                        Certificate.WRONG_NAME,
                        "No subject alternative DNS name matching localhost"),
                    Arguments.of(
                        provider, Certificate.SELF_SIGNED, "unable to find valid certification"),
                    Arguments.of(
                        provider, Certificate.UNTRUSTED, "unable to find valid certification"),
                    Arguments.of(provider, Certificate.WEAK_KEY, "constraints")));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aClientThatChecksSaysWhatIsWrong(
      TlsSettings.Provider provider, Certificate certificate, String reason) throws Exception {
    CheckingClient client = new CheckingClient(anchor(), Revocation.UNCHECKED, null);
    TlsContext tls = tls(provider);
    for (Scheme scheme : SCHEMES) {
      for (String version : VERSIONS) {
        refuses(client, scheme, tls, certificate, version, reason);
      }
    }
  }

  private void refuses(
      CheckingClient client,
      Scheme scheme,
      TlsContext tls,
      Certificate certificate,
      String version,
      String reason)
      throws Exception {
    HandshakeScript session = new HandshakeScript(Handshake.with(certificate));
    SmtpSocket server = serve(scheme, tls, session);
    Throwable refusal = catchThrowable(() -> client.mail(server, version));
    assertThat(refusal).isNotNull();
    assertThat(causes(refusal)).contains(reason);
    await().until(session::hasEnded);
    assertThat(session.calls()).doesNotContain("onTls").endsWith("onEnd TLS_FAILED");
    assertThat(server.counts().handshakesFailed()).isOne();
    assertThat(server.counts().handshakes()).isEmpty();
  }

  private static String causes(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      all.append(each).append('\n');
    }
    return all.toString();
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aClientThatDoesNotCheckIsServed(
      TlsSettings.Provider provider, Certificate certificate, String reason) throws Exception {
    TlsContext tls = tls(provider);
    for (Scheme scheme : SCHEMES) {
      for (String version : VERSIONS) {
        HandshakeScript session = new HandshakeScript(Handshake.with(certificate).in(version));
        SmtpSocket server = serve(scheme, tls, session);
        try (Client client = Client.of(server)) {
          if (scheme == Scheme.SMTP) {
            client.greet().say("STARTTLS\r\n").hear("220 ");
          }
          client.encrypt(Client.trustingAll(), "localhost", parameters -> {});
          assertThat(client.tls().getProtocol()).isEqualTo(version);
          X509Certificate shown = (X509Certificate) client.shown();
          assertThat(shown.getPublicKey().getAlgorithm())
              .isEqualTo(certificate == Certificate.WEAK_KEY ? "RSA" : "EC");
          if (shown.getPublicKey() instanceof RSAPublicKey rsa) {
            assertThat(rsa.getModulus().bitLength()).isEqualTo(1024);
          }
          assertThat(String.valueOf(shown.getSubjectAlternativeNames()))
              .contains(
                  certificate == Certificate.WRONG_NAME
                      ? List.of("wrong-name.invalid")
                      : List.of("mx.example", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
          if (scheme == Scheme.SMTPS) {
            client.hear("220 ");
          }
          client.say("EHLO client.example\r\n").hear("250 ").mail().quit();
        }
        assertThat(server.counts().handshakes()).containsEntry(version, 1L);
        assertThat(server.counts().handshakesFailed()).as(reason).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void whatIsRevokedIsInTheListAndInTheHandshake(TlsSettings.Provider provider) throws Exception {
    TlsContext tls = tls(provider);
    // Made when first shown, so that it is in the list.
    SmtpSocket first =
        serve(Scheme.SMTPS, tls, new HandshakeScript(Handshake.with(Certificate.REVOKED)));
    new CheckingClient(anchor(), Revocation.UNCHECKED, null).mail(first, "TLSv1.3");
    // A list that was read again is that of a server that was started again.
    CheckingClient reading =
        new CheckingClient(anchor(), Revocation.LISTED, new TestAuthority(folder).revocationList());
    CheckingClient asking = new CheckingClient(anchor(), Revocation.STAPLED, null);
    for (Scheme scheme : SCHEMES) {
      for (String version : VERSIONS) {
        String revoked = "CertificateRevokedException";
        refuses(reading, scheme, tls, Certificate.REVOKED, version, revoked);
        // The JDK staples nothing, and then this client cannot tell.
        String told =
            provider == TlsSettings.Provider.OPENSSL ? revoked : "does not specify OCSP responder";
        refuses(asking, scheme, tls, Certificate.REVOKED, version, told);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void theOthersAreNotRevoked(TlsSettings.Provider provider) throws Exception {
    TestCertificates certificates = new TestCertificates(authority(), List.of("mx.example"));
    certificates.make(Certificate.REVOKED);
    TlsMaterial good =
        authority().issue(CertificateRequest.server(List.of("localhost"), Instant.now()));
    TlsContext tls =
        TlsContext.open(
            new TlsTestKeys.Fixed(good),
            new TlsSettings(List.of("TLSv1.3"), List.of(), provider),
            certificates);
    contexts.add(tls);
    SmtpSocket server = serve(Scheme.SMTPS, tls, new HandshakeScript(Handshake.usual()));
    new CheckingClient(anchor(), Revocation.LISTED, authority().revocationList())
        .mail(server, "TLSv1.3");
  }

  static Stream<TlsSettings.Provider> providers() {
    return Stream.of(TlsSettings.Provider.OPENSSL, TlsSettings.Provider.JDK);
  }

  @Test
  void openSslSaysTheSame() throws Exception {
    Path trust = TlsTestKeys.pem(folder.resolve("ca.pem"), anchor());
    TlsContext tls = tls(TlsSettings.Provider.OPENSSL);
    Map<Certificate, String> reasons =
        Map.of(
            Certificate.EXPIRED, "certificate has expired",
            Certificate.NOT_YET_VALID, "certificate is not yet valid",
            Certificate.WRONG_NAME, "ostname mismatch",
            Certificate.SELF_SIGNED, "self", // signed or -signed
            Certificate.UNTRUSTED, "unable to get local issuer certificate",
            Certificate.WEAK_KEY, "EE certificate key too weak");
    for (Map.Entry<Certificate, String> each : reasons.entrySet()) {
      for (Scheme scheme : SCHEMES) {
        String said = openSsl(scheme, tls, each.getKey(), trust);
        assertThat(said).as(each.getKey().name()).contains(each.getValue());
      }
    }
    for (Scheme scheme : SCHEMES) {
      assertThat(openSsl(scheme, tls, Certificate.REVOKED, trust, "-status"))
          .contains("Cert Status: revoked");
    }
    Path both = TlsTestKeys.pem(folder.resolve("both.pem"), anchor(), authority().revocationList());
    for (Scheme scheme : SCHEMES) {
      assertThat(openSsl(scheme, tls, Certificate.REVOKED, both, "-crl_check"))
          .contains("certificate revoked");
    }
  }

  private String openSsl(
      Scheme scheme, TlsContext tls, Certificate certificate, Path trust, String... more)
      throws Exception {
    SmtpSocket server = serve(scheme, tls, new HandshakeScript(Handshake.with(certificate)));
    List<String> options =
        new ArrayList<>(
            List.of(
                "-CAfile",
                trust.toString(),
                "-verify_return_error",
                "-verify_hostname",
                "localhost",
                "-cipher",
                "DEFAULT@SECLEVEL=2"));
    options.addAll(List.of(more));
    if (scheme == Scheme.SMTP) {
      options.addAll(List.of("-starttls", "smtp"));
    }
    return OpenSslClient.greet(server.info().address().getPort(), options.toArray(String[]::new));
  }

  @Test
  void aPlainLibraryHasThemFromAnAuthorityInMemory() throws Exception {
    TlsContext tls =
        TlsContext.open(new TlsTestKeys.Fixed(TlsTestKeys.ec("own.example")), TlsSettings.DEFAULT);
    contexts.add(tls);
    for (Certificate certificate : Certificate.values()) {
      SmtpSocket server =
          serve(Scheme.SMTPS, tls, new HandshakeScript(Handshake.with(certificate)));
      try (Client client = Client.of(server)) {
        client.encrypt("TLSv1.3", "localhost").greet().mail().quit();
      }
    }
  }

  @Test
  void aCertificateThatCannotBeMadeIsAFaultOfTheSessionAlone() throws Exception {
    TlsContext tls = tls(TlsSettings.Provider.AUTO);
    Files.writeString(folder.resolve("ca.p12"), "no key store");
    for (Scheme scheme : SCHEMES) {
      HandshakeScript session =
          new HandshakeScript(Handshake.with(Certificate.EXPIRED), Handshake.usual());
      SmtpSocket server = serve(scheme, tls, session);
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
        }
        client.encrypt("TLSv1.3", "localhost").hear("421 4.3.0").hearEnd();
      }
      await().until(session::hasEnded);
      assertThat(session.calls()).endsWith("onEnd FAULT");
      // The next one is served.
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
        }
        client.encrypt("TLSv1.3", "localhost");
        assertThat(client.shown().toString()).contains("CN=own.example");
      }
    }
  }
}

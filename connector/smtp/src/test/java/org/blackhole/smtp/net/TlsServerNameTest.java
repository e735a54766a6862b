// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.blackhole.smtp.net.TlsTestKeys.Fixed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6066 3: one of several certificates is shown, by the name that the client asks for. */
class TlsServerNameTest {

  private static final TlsMaterial FIRST = TlsTestKeys.named("EC", "first.test", "also.test");
  private static final TlsMaterial EXACT = TlsTestKeys.named("RSA", "exact.wild.test");
  private static final TlsMaterial WILD = TlsTestKeys.named("EC", "*.wild.test");
  private static final TlsMaterial PLAIN = TlsTestKeys.rsa("common.test");

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void theCertificateFitsTheName(TlsSettings.Provider provider, String protocol) throws Exception {
    Fixed source = new Fixed(FIRST, EXACT, WILD, PLAIN);
    try (TlsTestServer server = serving(provider, source)) {
      Visit visit = (name, shown) -> visit(server, protocol, name, shown);
      visit.to("first.test", FIRST);
      visit.to("also.test", FIRST);
      visit.to("exact.wild.test", EXACT);
      visit.to("EXACT.Wild.Test", EXACT);
      visit.to("other.wild.test", WILD);
      visit.to("too.deep.wild.test", FIRST);
      visit.to("wild.test", FIRST);
      visit.to("common.test", PLAIN);
      visit.to("unknown.test", FIRST);
      visit.to("single", FIRST);
      visit.to(null, FIRST);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void severalCertificatesAreChangedTogether(TlsSettings.Provider provider) throws Exception {
    Fixed source = new Fixed(FIRST, EXACT);
    TlsMaterial renewed = TlsTestKeys.named("EC", "exact.wild.test");
    try (TlsTestServer server = serving(provider, source);
        SSLSocket open =
            new TlsTestClient()
                .connect(server.port(), "exact.wild.test", new String[] {"TLSv1.3"})) {
      server.handshake();
      source.set(FIRST, renewed, WILD);
      assertThat(server.tls.refresh()).isTrue();
      visit(server, "TLSv1.3", "exact.wild.test", renewed);
      visit(server, "TLSv1.2", "other.wild.test", WILD);
      visit(server, "TLSv1.3", "first.test", FIRST);
      assertThat(TlsTestClient.echo(open, "still here")).isEqualTo("still here");
      source.set(PLAIN);
      assertThat(server.tls.refresh()).isTrue();
      visit(server, "TLSv1.3", "exact.wild.test", PLAIN);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void eachKeyMustFitItsCertificate(TlsSettings.Provider provider) {
    TlsMaterial mixed = new TlsMaterial(WILD.key(), FIRST.chain());
    assertThatThrownBy(() -> serving(provider, new Fixed(FIRST, mixed)))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("does not belong");
  }

  /** With a label over 63 octets no host name, but OpenSSL lets it by. */
  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void whatIsNoHostNameNeverBreaksTheServer(TlsSettings.Provider provider) throws Exception {
    try (TlsTestServer server = serving(provider, new Fixed(FIRST, EXACT))) {
      for (String name : List.of("a".repeat(70) + ".test", "a..b", "-", "_x.test")) {
        OpenSslClient.greet(server.port(), "-servername", name);
      }
      await().until(() -> server.handshakes.size() + server.failures.size() == 4);
      visit(server, "TLSv1.3", "exact.wild.test", EXACT);
    }
  }

  private interface Visit {
    void to(@Nullable String name, TlsMaterial shown) throws Exception;
  }

  private static void visit(
      TlsTestServer server, String protocol, @Nullable String name, TlsMaterial shown)
      throws Exception {
    // One that remembers no session: resumption shows no certificate.
    try (SSLSocket socket =
        new TlsTestClient().connect(server.port(), name, new String[] {protocol})) {
      assertThat(TlsTestClient.echo(socket, "hello")).isEqualTo("hello");
      assertThat(socket.getSession().getPeerCertificates()[0])
          .as(String.valueOf(name))
          .isEqualTo(shown.certificate());
    }
    server.handshakes.clear();
  }

  private static TlsTestServer serving(TlsSettings.Provider provider, TlsSource source)
      throws IOException, GeneralSecurityException {
    return new TlsTestServer(
        TlsContext.open(
            source, new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), provider)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.net.TlsSettings.ClientCertificate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5246 7.3 and RFC 8446 2.2: resumption; RFC 7301: ALPN. */
class TlsSessionTest {

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void aSessionIsResumed(TlsSettings.Provider provider, String protocol) throws Exception {
    try (TlsTestServer server = serving(provider, List.of(), true)) {
      TlsTestClient client = new TlsTestClient(TlsTestKeys.ec("client.test"));
      client.visit(server.port(), protocol);
      TlsFacts first = server.handshake();
      assertThat(first.resumed()).isFalse();
      // More than once, and what was known of the client and the server still is.
      for (int i = 0; i < 3; i++) {
        client.visit(server.port(), protocol);
        TlsFacts again = server.handshake();
        assertThat(again.resumed()).isTrue();
        assertThat(again.clientCertificate()).isEqualTo(first.clientCertificate()).isNotNull();
        assertThat(again.serverName()).isEqualTo("mail.test");
        assertThat(again.channelBindings().get(0)).isEqualTo(first.channelBindings().get(0));
      }
      new TlsTestClient().visit(server.port(), protocol);
      assertThat(server.handshake().resumed()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void noSessionIsResumedWhereThatIsOff(TlsSettings.Provider provider, String protocol)
      throws Exception {
    try (TlsTestServer server = serving(provider, List.of(), false)) {
      TlsTestClient client = new TlsTestClient();
      for (int i = 0; i < 3; i++) {
        client.visit(server.port(), protocol);
        assertThat(server.handshake().resumed()).isFalse();
      }
    }
  }

  /** As another implementation sees it: s_client says New or Reused. */
  @ParameterizedTest
  @CsvSource({"OPENSSL,tls1_2,true", "OPENSSL,tls1_2,false", "JDK,tls1_2,true", "JDK,tls1_2,false"})
  void opensslResumesOnlyWhereThatIsOn(
      TlsSettings.Provider provider, String protocol, boolean resumption) throws Exception {
    try (TlsTestServer server = serving(provider, List.of(), resumption)) {
      String said = OpenSslClient.greet(server.port(), "-reconnect", "-" + protocol);
      assertThat(said).contains("New, TLSv1.2");
      if (resumption) {
        assertThat(said).contains("Reused, TLSv1.2");
      } else {
        assertThat(said).doesNotContain("Reused, ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void aChangedCertificateEndsResumption(TlsSettings.Provider provider, String protocol)
      throws Exception {
    TlsTestKeys.Fixed source = new TlsTestKeys.Fixed(TlsTestKeys.ec("old.test"));
    TlsContext context =
        TlsContext.open(
            source, new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), provider));
    try (TlsTestServer server = new TlsTestServer(context)) {
      TlsTestClient client = new TlsTestClient();
      client.visit(server.port(), protocol);
      assertThat(server.handshake().resumed()).isFalse();
      source.set(TlsTestKeys.ec("new.test"));
      assertThat(context.refresh()).isTrue();
      assertThat(client.visit(server.port(), protocol)).isEqualTo("CN=new.test");
      assertThat(server.handshake().resumed()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void anApplicationProtocolIsAgreedOnWhereTheClientAsks(
      TlsSettings.Provider provider, String protocol) throws Exception {
    for (boolean resumption : new boolean[] {true, false}) {
      try (TlsTestServer server = serving(provider, List.of("smtp", "lmtp"), resumption)) {
        assertThat(agreed(server, protocol, "lmtp", "smtp")).isEqualTo("smtp");
        assertThat(agreed(server, protocol, "h2", "lmtp")).isEqualTo("lmtp");
        assertThat(agreed(server, protocol, "h2")).isEmpty();
        assertThat(agreed(server, protocol)).isEmpty();
      }
    }
    try (TlsTestServer server = serving(provider, List.of(), true)) {
      assertThat(agreed(server, protocol, "smtp")).isEmpty();
    }
  }

  /** What both ends say that they agreed on. */
  private static String agreed(TlsTestServer server, String protocol, String... wanted)
      throws Exception {
    try (SSLSocket socket =
        new TlsTestClient()
            .connect(
                server.port(),
                (SSLParameters parameters) -> {
                  parameters.setProtocols(new String[] {protocol});
                  parameters.setApplicationProtocols(wanted);
                })) {
      assertThat(TlsTestClient.echo(socket, "hello")).isEqualTo("hello");
      String known = server.handshake().applicationProtocol();
      assertThat(socket.getApplicationProtocol()).isEqualTo(known == null ? "" : known);
      return socket.getApplicationProtocol();
    }
  }

  private static TlsTestServer serving(
      TlsSettings.Provider provider, List<String> applicationProtocols, boolean resumption)
      throws IOException, GeneralSecurityException {
    TlsSettings settings =
        new TlsSettings(
            List.of("TLSv1.3", "TLSv1.2"),
            List.of(),
            provider,
            ClientCertificate.WANTED,
            null,
            applicationProtocols,
            resumption);
    return new TlsTestServer(
        TlsContext.open(new TlsTestKeys.Fixed(TlsTestKeys.ec("mail.test")), settings));
  }
}

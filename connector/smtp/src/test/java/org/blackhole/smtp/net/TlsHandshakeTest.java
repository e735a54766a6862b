// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.blackhole.smtp.api.TlsFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client meets, with either provider. */
class TlsHandshakeTest {

  private static final List<String> BOTH = List.of("TLSv1.3", "TLSv1.2");

  /** A ClientHello of TLS 1.1 with the suites of its time, and no extensions. */
  private static final byte[] HELLO_OF_TLS_1_1 =
      HexFormat.of()
          .parseHex(
              "1603010033"
                  + "0100002f"
                  + "0302"
                  + "5a".repeat(32)
                  + "00"
                  + "0008c014c00ac009002f"
                  + "0100");

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void bothVersionsAreSpoken(TlsSettings.Provider provider, String protocol) throws Exception {
    try (TlsTestServer server = serving(settings(provider))) {
      assertThat(new TlsTestClient().visit(server.port(), protocol)).isEqualTo("CN=mail.test");
      assertThat(server.handshake().version()).isEqualTo(protocol);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void anOldVersionIsRefusedByAnAlert(TlsSettings.Provider provider) throws Exception {
    try (TlsTestServer server = serving(settings(provider));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(HELLO_OF_TLS_1_1);
      InputStream answer = socket.getInputStream();
      byte[] alert = answer.readNBytes(7);
      assertThat(HexFormat.of().formatHex(alert)).matches("1503..00020246");
      assertThat(answer.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENSSL,TLSv1.2,TLSv1.3",
    "OPENSSL,TLSv1.3,TLSv1.2",
    "JDK,TLSv1.2,TLSv1.3",
    "JDK,TLSv1.3,TLSv1.2"
  })
  void aVersionThatIsNotSetIsNotSpoken(TlsSettings.Provider provider, String spoken, String asked)
      throws Exception {
    TlsSettings settings = new TlsSettings(List.of(spoken), List.of(), provider);
    try (TlsTestServer server = serving(settings)) {
      assertThatThrownBy(() -> new TlsTestClient().visit(server.port(), asked))
          .isInstanceOf(SSLException.class);
      assertThat(new TlsTestClient().visit(server.port(), spoken)).isEqualTo("CN=mail.test");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void theCiphersOfTheSettingsAreTheOnesUsed(TlsSettings.Provider provider) throws Exception {
    String modern = "TLS_AES_256_GCM_SHA384";
    String classic = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    TlsSettings settings = new TlsSettings(BOTH, List.of(modern, classic), provider);
    try (TlsTestServer server = serving(settings)) {
      new TlsTestClient().visit(server.port(), "TLSv1.2");
      assertThat(server.handshake().cipher()).isEqualTo(classic);
      new TlsTestClient().visit(server.port(), "TLSv1.3");
      assertThat(server.handshake().cipher()).isEqualTo(modern);
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void theNameThatTheClientAskedForIsKnown(TlsSettings.Provider provider, String protocol)
      throws Exception {
    try (TlsTestServer server = serving(settings(provider));
        SSLSocket socket =
            new TlsTestClient().connect(server.port(), "other.test", new String[] {protocol})) {
      assertThat(TlsTestClient.echo(socket, "hello")).isEqualTo("hello");
      TlsFacts facts = server.handshake();
      assertThat(facts.serverName()).isEqualTo("other.test");
      assertThat(facts.clientCertificate()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void renegotiationByTheClientIsRefused(TlsSettings.Provider provider) throws Exception {
    try (TlsTestServer server = serving(settings(provider));
        SSLSocket socket = new TlsTestClient().connect(server.port(), "TLSv1.2")) {
      assertThat(TlsTestClient.echo(socket, "hello")).isEqualTo("hello");
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                TlsTestClient.echo(socket, "again");
              })
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("timed out");
      server.handshake();
      assertThat(server.handshakes).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void renegotiationThatResumesASessionIsRefused(TlsSettings.Provider provider) throws Exception {
    TlsTestClient client = new TlsTestClient();
    try (TlsTestServer server = serving(settings(provider))) {
      client.visit(server.port(), "TLSv1.2");
      try (SSLSocket socket = client.connect(server.port(), "TLSv1.2")) {
        assertThat(TlsTestClient.echo(socket, "hello")).isEqualTo("hello");
        assertThatThrownBy(
                () -> {
                  socket.startHandshake();
                  TlsTestClient.echo(socket, "again");
                })
            .isInstanceOf(IOException.class)
            .hasMessageNotContaining("timed out");
      }
    }
  }

  private static TlsSettings settings(TlsSettings.Provider provider) {
    return new TlsSettings(BOTH, List.of(), provider);
  }

  private static TlsTestServer serving(TlsSettings settings)
      throws IOException, GeneralSecurityException {
    return new TlsTestServer(
        TlsContext.open(new TlsTestKeys.Fixed(TlsTestKeys.ec("mail.test")), settings));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.blackhole.smtp.api.ChannelBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5929 and RFC 9266: what SASL can bind to. */
class TlsChannelBindingTest {

  @ParameterizedTest
  @CsvSource({
    "EC,SHA1withECDSA,SHA-256",
    "EC,SHA224withECDSA,SHA-224",
    "EC,SHA256withECDSA,SHA-256",
    "EC,SHA384withECDSA,SHA-384",
    "EC,SHA512withECDSA,SHA-512",
    "EC,SHA3-256withECDSA,SHA3-256",
    "RSA,MD5withRSA,SHA-256",
    "RSA,SHA1withRSA,SHA-256",
    "RSA,SHA384withRSA,SHA-384",
    "RSA,SHA512(256)withRSA,SHA-512/256",
    "RSA,SHA1withRSAandMGF1,SHA-256",
    "RSA,SHA256withRSAandMGF1,SHA-256",
    "RSA,SHA512withRSAandMGF1,SHA-512"
  })
  void theEndPointIsHashedByTheHashOfItsSignature(String key, String signature, String hash)
      throws Exception {
    X509Certificate certificate = TlsTestKeys.signed(key, signature).certificate();
    byte[] expected = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
    assertThat(TlsEndPoint.of(certificate))
        .isEqualTo(new ChannelBinding(ChannelBinding.SERVER_END_POINT, expected));
  }

  @Test
  void aSignatureWithoutAHashHasNoEndPoint() {
    assertThat(TlsEndPoint.of(TlsTestKeys.ed25519("ed.test").certificate())).isNull();
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void bothEndsKnowTheEndPointThatWasShown(TlsSettings.Provider provider, String protocol)
      throws Exception {
    TlsMaterial first = TlsTestKeys.named("EC", "first.test");
    TlsMaterial second = TlsTestKeys.named("RSA", "second.test");
    try (TlsTestServer server = serving(provider, first, second)) {
      for (String name : List.of("first.test", "second.test")) {
        try (SSLSocket socket =
            new TlsTestClient().connect(server.port(), name, new String[] {protocol})) {
          byte[] shown = socket.getSession().getPeerCertificates()[0].getEncoded();
          assertThat(server.handshake().channelBindings())
              .contains(
                  new ChannelBinding(
                      ChannelBinding.SERVER_END_POINT,
                      MessageDigest.getInstance("SHA-256").digest(shown)));
        }
      }
    }
  }

  @Test
  void aServerWithEd25519HasNone() throws Exception {
    try (TlsTestServer server =
            serving(TlsSettings.Provider.AUTO, TlsTestKeys.ed25519("mail.test"));
        SSLSocket socket = new TlsTestClient().connect(server.port(), "TLSv1.2")) {
      assertThat(TlsTestClient.echo(socket, "hello")).isEqualTo("hello");
      assertThat(server.handshake().channelBindings()).isEmpty();
    }
  }

  @Test
  void bothEndsExportTheSame() throws Exception {
    Optional<Method> found =
        Stream.of(ExtendedSSLSession.class.getMethods())
            .filter(method -> method.getName().equals("exportKeyingMaterialData"))
            .findFirst();
    assumeTrue(found.isPresent(), "this JDK exports no keying material");
    Method export = found.orElseThrow();
    try (TlsTestServer server = serving(TlsSettings.Provider.JDK, TlsTestKeys.ec("mail.test"));
        SSLSocket socket = new TlsTestClient().connect(server.port(), "TLSv1.3")) {
      byte[] exported =
          (byte[]) export.invoke(socket.getSession(), "EXPORTER-Channel-Binding", new byte[0], 32);
      assertThat(server.handshake().channelBindings())
          .contains(new ChannelBinding(ChannelBinding.EXPORTER, exported));
    }
  }

  /** RFC 9266 4.2: in TLS 1.2 it takes the extended master secret, of which we do not hear. */
  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2"})
  void whereItCannotBeHadNothingIsExported(TlsSettings.Provider provider, String protocol)
      throws Exception {
    try (TlsTestServer server = serving(provider, TlsTestKeys.ec("mail.test"))) {
      new TlsTestClient().visit(server.port(), protocol);
      assertThat(server.handshake().channelBindings())
          .extracting(ChannelBinding::type)
          .containsExactly(ChannelBinding.SERVER_END_POINT);
    }
  }

  private static TlsTestServer serving(TlsSettings.Provider provider, TlsMaterial... materials)
      throws Exception {
    return new TlsTestServer(
        TlsContext.open(
            new TlsTestKeys.Fixed(materials),
            new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), provider)));
  }
}

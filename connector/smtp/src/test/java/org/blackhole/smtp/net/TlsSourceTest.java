// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.blackhole.smtp.net.TlsTestKeys.Fixed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where key and certificate come from, and what happens when they change. */
class TlsSourceTest {

  private static final String PASSWORD = "secret-of-the-store";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(TlsSettings.Provider.class)
  void aChangeIsTakenUpAndOpenConnectionsGoOn(TlsSettings.Provider provider) throws Exception {
    Fixed source = new Fixed(TlsTestKeys.ec("first.example"));
    TlsContext context = TlsContext.open(source, settings(provider));
    try (TlsTestServer server = new TlsTestServer(context);
        SSLSocket open = new TlsTestClient().connect(server.port())) {
      assertThat(context.refresh()).isFalse();
      source.set(TlsTestKeys.rsa("second.example"));
      assertThat(context.refresh()).isTrue();
      assertThat(new TlsTestClient().visit(server.port())).contains("second.example");
      assertThat(TlsTestClient.echo(open, "still here")).isEqualTo("still here");
      assertThat(TlsTestClient.name(open)).contains("first.example");
    } finally {
      context.close();
    }
  }

  @Test
  void aBrokenFileKeepsTheOldCertificateAndSaysWhy() throws Exception {
    TlsMaterial material = TlsTestKeys.ec("kept.example");
    Path chain = TlsTestKeys.pem(folder.resolve("chain.pem"), material.chain().get(0));
    Path key = TlsTestKeys.pem(folder.resolve("key.pem"), TlsTestKeys.pkcs8(material.key()));
    TlsContext context =
        TlsContext.open(new TlsPemFiles(chain, key, null), settings(TlsSettings.Provider.AUTO));
    try (TlsTestServer server = new TlsTestServer(context)) {
      replace(chain, "nothing of use");
      assertThat(context.refresh()).isFalse();
      assertThat(context.lastFailure()).contains("chain.pem");
      assertThat(new TlsTestClient().visit(server.port())).contains("kept.example");
      TlsMaterial mended = TlsTestKeys.ec("mended.example");
      Path newChain = TlsTestKeys.pem(folder.resolve("new-chain.pem"), mended.chain().get(0));
      Path newKey = TlsTestKeys.pem(folder.resolve("new-key.pem"), TlsTestKeys.pkcs8(mended.key()));
      Files.move(newKey, key, StandardCopyOption.REPLACE_EXISTING);
      Files.move(newChain, chain, StandardCopyOption.REPLACE_EXISTING);
      assertThat(context.refresh()).isTrue();
      assertThat(context.lastFailure()).isNull();
      assertThat(new TlsTestClient().visit(server.port())).contains("mended.example");
    } finally {
      context.close();
    }
  }

  @Test
  void everyFormOfPemKeyIsRead() throws Exception {
    for (TlsMaterial material :
        List.of(TlsTestKeys.rsa("rsa.example"), TlsTestKeys.ec("ec.example"))) {
      Path chain = TlsTestKeys.pem(folder.resolve("chain.pem"), material.chain().get(0));
      // PKCS#1 and SEC 1 as JcaPEMWriter writes them, the latter behind openssl's parameters;
      // PKCS#8.
      Path traditional =
          material.key() instanceof ECPrivateKey ec
              ? TlsTestKeys.pem(
                  folder.resolve("t.pem"), TlsTestKeys.EC_PARAMETERS, TlsTestKeys.sec1(ec))
              : TlsTestKeys.pem(folder.resolve("t.pem"), material.key());
      Path pkcs8 = TlsTestKeys.pem(folder.resolve("8.pem"), TlsTestKeys.pkcs8(material.key()));
      for (Path key : List.of(traditional, pkcs8)) {
        // Opening proves that the key signs for its certificate.
        TlsContext.open(new TlsPemFiles(chain, key, null), settings(TlsSettings.Provider.AUTO))
            .close();
      }
    }
  }

  @Test
  void aKeyThatDoesNotFitItsCertificateIsRefused() throws Exception {
    Path chain =
        TlsTestKeys.pem(folder.resolve("chain.pem"), TlsTestKeys.ec("a.example").chain().get(0));
    Path key =
        TlsTestKeys.pem(
            folder.resolve("key.pem"), TlsTestKeys.pkcs8(TlsTestKeys.ec("b.example").key()));
    assertThatThrownBy(
            () ->
                TlsContext.open(
                    new TlsPemFiles(chain, key, null), settings(TlsSettings.Provider.AUTO)))
        .hasMessageContaining("key");
    assertThatThrownBy(() -> new TlsPemFiles(chain, folder.resolve("none.pem"), null).load())
        .hasMessageContaining("none.pem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void aKeyStoreIsReadAndItsPasswordToldToNobody(String type) throws Exception {
    KeyStore store = TlsTestKeys.emptyStore(type);
    TlsTestKeys.add(store, "two", TlsTestKeys.ec("two.example"), PASSWORD);
    TlsTestKeys.add(store, "one", TlsTestKeys.ec("one.example"), PASSWORD);
    Path file = TlsTestKeys.save(store, folder.resolve("mail.store"), PASSWORD);
    assertThat(subject(new TlsKeyStore(file, type, PASSWORD, "two", null))).contains("two.example");
    TlsKeyStore first = new TlsKeyStore(file, type, PASSWORD, null, null);
    assertThat(subject(first)).contains("one.example");
    assertThat(first + first.describe()).doesNotContain(PASSWORD);
    assertThatThrownBy(() -> new TlsKeyStore(file, type, "wrong", null, null).load())
        .hasMessageContaining("mail.store")
        .hasMessageNotContaining("wrong ");
    assertThatThrownBy(() -> new TlsKeyStore(file, type, PASSWORD, "three", null).load())
        .hasMessageContaining("three");
  }

  @Test
  void aCertificateOfOurOwnIsMadeOnceForItsNamesAndKeptFromOthers() throws Exception {
    Path file = folder.resolve("made/tls.p12");
    TlsMaterial made = new TlsSelfMade(file, List.of("mx.example")).load().get(0);
    assertThat(made.key().getAlgorithm()).isEqualTo("EC");
    assertThat(made.chain().get(0).getSubjectAlternativeNames().toString())
        .contains("mx.example", "localhost", "127.0.0.1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(new TlsSelfMade(file, List.of("mx.example")).load()).containsExactly(made);
    TlsMaterial other = new TlsSelfMade(file, List.of("other.example")).load().get(0);
    assertThat(other.chain().get(0).getSubjectAlternativeNames().toString())
        .contains("other.example");
  }

  @Test
  void whatCannotBeSpokenIsRefusedByName() {
    Fixed source = new Fixed(TlsTestKeys.ec("x.example", Instant.now().plusSeconds(3600)));
    assertThatThrownBy(() -> TlsContext.open(source, protocols("TLSv1.1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLSv1.1")
        .hasMessageContaining("TLSv1.2");
    assertThatThrownBy(
            () ->
                TlsContext.open(
                    source,
                    new TlsSettings(
                        List.of("TLSv1.2"), List.of("TLS_NOTHING"), TlsSettings.Provider.AUTO)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLS_NOTHING");
  }

  private static String subject(TlsSource source) throws Exception {
    return source.load().get(0).chain().get(0).getSubjectX500Principal().getName();
  }

  private static void replace(Path file, String text) throws Exception {
    Path other = Files.writeString(file.resolveSibling("other"), text);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static TlsSettings settings(TlsSettings.Provider provider) {
    return new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), provider);
  }

  private static TlsSettings protocols(String protocol) {
    return new TlsSettings(List.of(protocol), List.of(), TlsSettings.Provider.AUTO);
  }
}

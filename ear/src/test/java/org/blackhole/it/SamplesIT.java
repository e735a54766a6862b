// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files in server-config/samples, put where they tell the user to put them. */
class SamplesIT {

  private static final String OVERRIDES = "configDropins/overrides";

  private static final List<Integer> FREE = Ports.free(3);
  private static final int METRICS = Ports.free(1).get(0);

  private static LibertyServer server;

  /** All of them at once, but that of PostgreSQL, which has a test of its own. */
  @BeforeAll
  static void start() throws Exception {
    server =
        LibertyServer.blackhole(
            "samples",
            Map.of(
                // No sample may take the server off loopback here.
                "SMTP_HOST", "127.0.0.1",
                "HTTP_HOST", "127.0.0.1",
                "METRICS_HOST", "127.0.0.1",
                "METRICS_PORT", Integer.toString(METRICS)));
    // A value wins over the environment, where the tests set theirs.
    use(
        "public-ports.xml",
        xml ->
            xml.replace("defaultValue=\"25\"", "value=\"" + FREE.get(0) + '"')
                .replace("defaultValue=\"465\"", "value=\"" + FREE.get(1) + '"')
                .replace("defaultValue=\"587\"", "value=\"" + FREE.get(2) + '"'));
    use("metrics-open.xml", UnaryOperator.identity());
    makeCertificate("pem.example");
    use("pem.xml", UnaryOperator.identity());
    server.start();
    await()
        .atMost(LibertyServer.PATIENCE)
        .until(() -> AdminApi.status(METRICS, "/health/ready") == 200);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void eachHasATestHere() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "public-ports.xml", "pem.xml", "metrics-open.xml", "postgresql.xml");
    }
    assertThat(server.log()).doesNotContain(" E CWWK").doesNotContain(" W CWWKG");
  }

  @Test
  void publicPortsAreThoseOfTheSample() throws Exception {
    for (int port : List.of(FREE.get(0), FREE.get(2))) {
      try (SocketLine line = SocketLine.plain(address(port))) {
        assertThat(line.receive()).startsWith("220 ");
      }
    }
    try (SocketLine line = SocketLine.tls(address(FREE.get(1)))) {
      assertThat(line.receive()).startsWith("220 ");
    }
  }

  @Test
  void metricsHaveAPortOfTheirOwnAndNothingElseDoesThere() {
    assertThat(AdminApi.status(METRICS, "/metrics")).isEqualTo(200);
    assertThat(AdminApi.status(METRICS, "/api/v1/status")).isEqualTo(404);
    assertThat(AdminApi.status(METRICS, "/")).isEqualTo(404);
    int http = server.ports().http();
    assertThat(AdminApi.status(http, "/metrics")).isEqualTo(404);
    assertThat(AdminApi.status(http, "/health/ready")).isEqualTo(404);
    assertThat(server.admin().get("/status").status()).isEqualTo(200);
  }

  @Test
  void pemFilesAreThoseOfTheSample() throws Exception {
    try (SocketLine line = SocketLine.tls(address(FREE.get(1)))) {
      assertThat(line.certificate().getSubjectX500Principal().getName())
          .isEqualTo("CN=pem.example");
    }
  }

  private static void makeCertificate(String name) throws Exception {
    Path certificates = Files.createDirectories(server.directory().resolve("certificates"));
    Path store = KeyStores.pkcs12(certificates.resolve("mail.p12"), name);
    Files.writeString(certificates.resolve("fullchain.pem"), KeyStores.certificatePem(store));
    Files.writeString(certificates.resolve("privkey.pem"), KeyStores.keyPem(store));
  }

  private static void use(String sample, UnaryOperator<String> change) {
    try {
      Path overrides = Files.createDirectories(server.directory().resolve(OVERRIDES));
      String xml = Files.readString(folder().resolve(sample));
      Files.writeString(overrides.resolve(sample), change.apply(xml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    return LibertyServer.CONFIG.resolve("samples").resolve(OVERRIDES);
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}

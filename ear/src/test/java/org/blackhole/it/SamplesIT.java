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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.Test;

/** The files in server-config/samples, put where they tell the user to put them. */
class SamplesIT {

  private static final String OVERRIDES = "configDropins/overrides";

  /** No sample may take the server off loopback here. */
  private static final Map<String, String> LOOPBACK =
      Map.of("SMTP_HOST", "127.0.0.1", "HTTP_HOST", "127.0.0.1");

  @Test
  void eachHasATestHere() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "public-ports.xml", "pem.xml", "metrics-open.xml", "postgresql.xml");
    }
  }

  @Test
  void publicPortsAreThoseOfTheSample() throws Exception {
    List<Integer> free = Ports.free(3);
    try (LibertyServer server = LibertyServer.blackhole("sample-ports", LOOPBACK)) {
      // A value wins over the environment, where the tests set theirs.
      use(
          server,
          "public-ports.xml",
          xml ->
              xml.replace("defaultValue=\"25\"", "value=\"" + free.get(0) + '"')
                  .replace("defaultValue=\"465\"", "value=\"" + free.get(1) + '"')
                  .replace("defaultValue=\"587\"", "value=\"" + free.get(2) + '"'));
      server.startReady();
      for (int port : List.of(free.get(0), free.get(2))) {
        try (SocketLine line = SocketLine.plain(address(port))) {
          assertThat(line.receive()).startsWith("220 ");
        }
      }
      try (SocketLine line = SocketLine.tls(address(free.get(1)))) {
        assertThat(line.receive()).startsWith("220 ");
      }
    }
  }

  @Test
  void metricsHaveAPortOfTheirOwnAndNothingElseDoesThere() throws Exception {
    int port = Ports.free(1).get(0);
    Map<String, String> environment = new HashMap<>(LOOPBACK);
    environment.put("METRICS_HOST", "127.0.0.1");
    environment.put("METRICS_PORT", Integer.toString(port));
    try (LibertyServer server = LibertyServer.blackhole("sample-metrics", environment)) {
      use(server, "metrics-open.xml", UnaryOperator.identity());
      server.start();
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> AdminApi.status(port, "/health/ready") == 200);
      assertThat(AdminApi.status(port, "/metrics")).isEqualTo(200);
      assertThat(AdminApi.status(port, "/api/v1/status")).isEqualTo(404);
      assertThat(AdminApi.status(port, "/")).isEqualTo(404);
      int http = server.ports().http();
      assertThat(AdminApi.status(http, "/metrics")).isEqualTo(404);
      assertThat(AdminApi.status(http, "/health/ready")).isEqualTo(404);
      assertThat(server.admin().get("/status").status()).isEqualTo(200);
      assertThat(server.log()).doesNotContain(" E CWWK").doesNotContain(" W CWWKG");
    }
  }

  @Test
  void pemFilesAreThoseOfTheSample() throws Exception {
    try (LibertyServer server = LibertyServer.blackhole("sample-pem", LOOPBACK)) {
      makeCertificate(server, "pem.example");
      use(server, "pem.xml", UnaryOperator.identity());
      server.startReady();
      assertThat(server.log()).doesNotContain(" W CWWKG");
      try (SocketLine line = SocketLine.tls(address(server.ports().smtps()))) {
        assertThat(line.certificate().getSubjectX500Principal().getName())
            .isEqualTo("CN=pem.example");
      }
    }
  }

  private static void makeCertificate(LibertyServer server, String name) throws Exception {
    Path certificates = Files.createDirectories(server.directory().resolve("certificates"));
    Path store = KeyStores.pkcs12(certificates.resolve("mail.p12"), name);
    Files.writeString(certificates.resolve("fullchain.pem"), KeyStores.certificatePem(store));
    Files.writeString(certificates.resolve("privkey.pem"), KeyStores.keyPem(store));
  }

  private static void use(LibertyServer server, String sample, UnaryOperator<String> change) {
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

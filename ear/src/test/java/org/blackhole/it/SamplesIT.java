// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files in server-config/samples, put where they tell the user to put them. */
class SamplesIT {

  private static final String OVERRIDES = "configDropins/overrides";

  private static final List<Integer> FREE = Ports.free(3);
  private static final int METRICS = Ports.free(1).get(0);
  private static final int COLLECTOR = Ports.free(1).get(0);
  private static final Queue<String> TRACES = new ConcurrentLinkedQueue<>();

  private static LibertyServer server;
  private static HttpServer collector;

  /** All of them at once, but that of PostgreSQL, which has a test of its own. */
  @BeforeAll
  static void start() throws Exception {
    collector = collector();
    server =
        LibertyServer.blackhole(
            "samples",
            Map.of(
                // No sample may take the server off loopback here.
                "SMTP_HOST", "127.0.0.1",
                "HTTP_HOST", "127.0.0.1",
                "METRICS_HOST", "127.0.0.1",
                "METRICS_PORT", Integer.toString(METRICS),
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + COLLECTOR));
    // A value wins over the environment, where the tests set theirs.
    use(
        "public-ports.xml",
        xml ->
            xml.replace("defaultValue=\"25\"", "value=\"" + FREE.get(0) + '"')
                .replace("defaultValue=\"465\"", "value=\"" + FREE.get(1) + '"')
                .replace("defaultValue=\"587\"", "value=\"" + FREE.get(2) + '"'));
    for (String asItIs :
        List.of("metrics-open.xml", "access-log.xml", "json-logs.xml", "tracing.xml")) {
      use(asItIs, UnaryOperator.identity());
    }
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
    collector.stop(0);
  }

  @Test
  void eachHasATestHere() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "public-ports.xml",
              "pem.xml",
              "metrics-open.xml",
              "postgresql.xml",
              "access-log.xml",
              "json-logs.xml",
              "tracing.xml");
    }
    assertThat(server.log()).doesNotContainPattern("\"CWWK[A-Z]*\\d+E\"");
    assertThat(server.log()).doesNotContainPattern("\"CWWKG\\d+W\"");
  }

  @Test
  void theAccessLogHasALineEachRequest() {
    assertThat(server.admin().get("/status").status()).isEqualTo(200);
    await()
        .atMost(LibertyServer.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.directory().resolve("logs/http_access.log"))
                    .content()
                    .containsPattern(
                        "127.0.0.1 - - \\[.+] \"GET /api/v1/status HTTP/1.1\" 200 \\d+ \\d+\n")
                    .doesNotContain(LibertyServer.PASSWORD, "Basic "));
  }

  /** But for those from before it reads its configuration. */
  @Test
  void logsAreObjectsALine() {
    List<String> lines = server.log().lines().toList();
    assertThat(lines)
        .filteredOn(line -> line.contains("Listener mx"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(json(line)).containsKeys("message", "loglevel"));
    assertThat(json(lines.get(lines.size() - 1))).containsKey("ibm_datetime");
  }

  @Test
  void callsOfTheAdminApiAreTraced() {
    assertThat(server.admin().get("/listeners").status()).isEqualTo(200);
    await()
        .atMost(LibertyServer.PATIENCE)
        .until(() -> TRACES.stream().anyMatch(each -> each.contains("/api/v1/listeners")));
    assertThat(TRACES).anyMatch(each -> each.contains("blackhole"));
  }

  private static JsonObject json(String line) {
    try (var reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  /** What is sent to a collector of traces: as octets, in which names can be read. */
  private static HttpServer collector() throws IOException {
    HttpServer made =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), COLLECTOR), 0);
    made.createContext(
        "/v1/traces",
        exchange -> {
          InputStream body = exchange.getRequestBody();
          boolean isPacked =
              "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
          try (InputStream text = isPacked ? new GZIPInputStream(body) : body) {
            TRACES.add(new String(text.readAllBytes(), StandardCharsets.ISO_8859_1));
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    made.start();
    return made;
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

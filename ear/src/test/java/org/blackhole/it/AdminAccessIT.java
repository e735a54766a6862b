// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.blackhole.it.RawHttp.Answer;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at the admin ports, by which name, and what strangers are told. */
class AdminAccessIT {

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy",
              "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";
  private static final String MODE = "{\"mode\":\"bounce\"}";

  private static LibertyServer server;
  private static RawHttp raw;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
    raw = new RawHttp(server.ports().http());
  }

  @AfterAll
  static void nothingWasChanged() {
    assertThat(server.admin().get("/mode").json().getString("mode")).isEqualTo("accept");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /,200",
    "GET /index.html,200",
    "GET /blackhole.css,200",
    "GET /app/main.js,200",
    "GET /app/nothing.js,404",
    "GET /api/v1/login,204",
    "GET /nothing.html,404",
    "GET /problem,404",
    "GET /WEB-INF/web.xml,404",
    "TRACE /,403",
    "POST /,405",
    "GET /api/v1/status,401",
    "GET /api/v1/%c0%af,401",
    "POST /api/v1/login,415",
    "GET /compat/james/smtpBehaviors,401",
    "GET /health,200",
    "GET /health/ready,200",
    "GET /health/nothing,404",
    "GET /metrics,200",
    "GET /metrics/nothing,404",
    "GET /openapi,200",
    "GET /%zz,400",
  })
  void everyAnswerHasTheHeadersAndTellsNoVersion(String request, int status) throws IOException {
    Answer answer = raw.send(request, "");
    assertThat(answer.status()).isEqualTo(status);
    HEADERS.forEach((name, value) -> assertThat(answer.header(name)).as(name).isEqualTo(value));
    assertThat(answer.header("Content-Security-Policy")).isEqualTo(POLICY);
    assertThat(answer.head()).doesNotContainPattern("(?im)^(server|x-powered-by|via):");
    assertThat(answer.head()).doesNotContain("Strict-Transport-Security");
    if (status >= 400) {
      assertThat(answer.head() + answer.body())
          .doesNotContainPattern("(?i)liberty|websphere|java/|servlet/|\\d+\\.\\d+\\.\\d+\\.\\d+");
    }
  }

  /** Its pages have a script in them, which Open Liberty's own policy lets them have. */
  @Test
  void thePagesThatShowTheApiHaveAPolicyOfTheirOwn() throws IOException {
    Answer ui = raw.send("GET /openapi/ui/", "");
    assertThat(ui.status()).isEqualTo(200);
    assertThat(ui.header("Content-Security-Policy")).startsWith("default-src 'self';");
    HEADERS.forEach((name, value) -> assertThat(ui.header(name)).as(name).isEqualTo(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/status", "/health", "/metrics", "/openapi", "/nothing"})
  void overHttpsEveryAnswerSaysToStayThere(String path) throws IOException {
    InetSocketAddress https =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().https());
    try (SocketLine line = SocketLine.tls(https)) {
      line.send(
          ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      for (String next = line.receive(); next != null && !next.isEmpty(); next = line.receive()) {
        head.append(next).append("\r\n");
      }
      Answer answer = RawHttp.parse(head + "\r\n");
      assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.test", "evil.test:9080", "localhost.evil.test", "192.0.2.1"})
  void anotherNameIsMisdirected(String host) throws IOException {
    String in = RawHttp.basic("admin", LibertyServer.PASSWORD);
    for (String path : new String[] {"/", "/blackhole.css", "/nothing", "/api/v1/status"}) {
      Answer answer = raw.send(host, "GET " + path, in);
      assertThat(answer.status()).as(path).isEqualTo(421);
      assertThat(answer.isProblem()).as(path).isTrue();
      assertThat(answer.body()).contains("HTTP_ALLOWED_HOSTS");
    }
    assertThat(raw.send(host, "PUT /api/v1/mode", in + body(MODE)).status()).isEqualTo(421);
    assertThat(raw.send(host, "POST /api/v1/login", body(MODE)).status()).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9080", "127.0.0.1", "[::1]:9080", "mx.example", "a.localhost"})
  void itsOwnNamesAreKnown(String host) throws IOException {
    assertThat(raw.send(host, "GET /", "").status()).isEqualTo(200);
    assertThat(raw.send(host, "GET /api/v1/status", "").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: http://evil.test",
        "Origin: null"
      })
  void aPageOfAnotherSiteChangesNothing(String header) throws IOException {
    // A browser sends what it was once logged in with along with whatever a page asks for.
    String in = RawHttp.basic("admin", LibertyServer.PASSWORD) + header + "\r\n";
    Answer answer = raw.send("PUT /api/v1/mode", in + body(MODE));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.isProblem()).isTrue();
    assertThat(raw.send("POST /api/v1/login", header + "\r\n" + body(MODE)).status())
        .isEqualTo(403);
    assertThat(raw.send("DELETE /api/v1/policy/rules/any", in).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/status",
        "GET /api/v1/nothing",
        "GET /api/v1/accounts",
        "PUT /api/v1/mode",
        "DELETE /api/v1/accounts/admin",
        "GET /api/",
        "GET /api/v1//status",
        "GET /api/v1/%2e%2e/status",
        "GET /api/v1/%c0%af",
        "GET /compat/",
      })
  void nothingIsToldWithoutALogIn(String request) throws IOException {
    Answer answer = raw.send(request, "");
    assertThat(answer.status()).isIn(400, 401);
    assertThat(answer.isProblem()).isTrue();
    if (answer.status() == 401) {
      assertThat(answer.head()).contains("WWW-Authenticate: Basic");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v1/%c0%af,400",
    "GET /api/v1/..%2f,400",
    "GET /api/v1//status,404",
    "FOO /api/v1/status,405",
    "TRACE /api/v1/status,405",
    "TRACK /,405",
    "POST /index.html,405",
    "DELETE /index.html,405",
  })
  void whatTheContainerRefusesIsAProblemToo(String request, int status) throws IOException {
    Answer answer = raw.asAdmin(request);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.isProblem()).isTrue();
    if (status == 405) {
      assertThat(answer.head()).contains("Allow: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRACE /",
        "TRACE /health",
        "TRACE /metrics",
        "TRACE /openapi",
        "FOO /openapi",
        "OPTIONS *",
        "CONNECT localhost:25"
      })
  void noMethodIsServedThatNobodyNeeds(String request) throws IOException {
    Answer answer = raw.send(request, "X-Secret: shown\r\n");
    assertThat(answer.status()).isBetween(400, 501);
    assertThat(answer.body()).doesNotContain("shown");
  }

  @Test
  void failedLogInsSlowDownWhateverAHeaderSaysOfTheAddress() throws IOException {
    // An address of its own: the others are not to wait.
    InetAddress from = InetAddress.getByName("127.0.0.9");
    assertThat(IntStream.range(0, 12).map(i -> failed(from, i))).contains(401).contains(429);
    assertThat(raw.send("GET /api/v1/status", RawHttp.basic("stranger", "x")).status())
        .isEqualTo(401);
  }

  private static int failed(InetAddress from, int i) {
    try {
      String lie = "192.0.2." + i;
      return raw.exchange(
              from,
              "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "X-Forwarded-For: "
                  + lie
                  + "\r\n"
                  + "Forwarded: for="
                  + lie
                  + "\r\n"
                  + "$WSRA: "
                  + lie
                  + "\r\n"
                  + RawHttp.basic("admin", "guess " + i)
                  + "\r\n")
          .status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String body(String json) {
    return "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
  }
}

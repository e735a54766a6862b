// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.blackhole.smtp.transcript.Player;
import org.blackhole.smtp.transcript.SocketLine;
import org.blackhole.smtp.transcript.Transcript;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a policy does to clients, over real sockets: files of {@code policies} put a policy ({@code
 * P:} lines) in force and play sessions, with {@code ---} between them.
 */
class PolicyIT {

  private static final Path SCENES = Path.of("src/test/resources/policies");
  private static final Pattern LISTENER = Pattern.compile("(?m)^! listener=(\\S+)$");

  private static LibertyServer server;
  private static AdminApi admin;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
    admin = server.admin();
  }

  static Collection<Path> scenes() throws IOException {
    try (Stream<Path> files = Files.list(SCENES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void aSceneIsPlayed(Path scene) throws IOException {
    String text = Files.readString(scene);
    put(
        text.lines()
            .filter(line -> line.startsWith("P: "))
            .map(line -> line.substring(3))
            .reduce("", String::concat));
    String sessions =
        text.lines().filter(line -> !line.startsWith("P: ")).reduce("", (a, b) -> a + b + "\n");
    for (String session : sessions.split("(?m)^---$", -1)) {
      Matcher listener = LISTENER.matcher(session);
      String name = listener.find() ? listener.group(1) : "mx";
      try (SocketLine line = SocketLine.plain(address(name))) {
        new Player(line, LibertyServer.HOST)
            .play(Transcript.parse(scene.getFileName().toString(), session));
      }
    }
  }

  @Test
  void aSessionIsReset() throws IOException {
    put(rule("noop", "{\"reset\":true}"));
    try (SocketLine line = SocketLine.plain(address("mx"))) {
      Smtp.reply(line);
      assertThatThrownBy(() -> Smtp.say(line, "NOOP")).isInstanceOf(SocketException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'alert':'handshake_failure'}|handshake_failure",
        "{'garbage':100}|",
        "{'reset':true}|",
        "{'close':true}|",
        "{'hang':'50ms'}|",
        "{'stall':'50ms'}|",
        "{'version':'TLSv1.2'}|TLSv1.2",
        "{'certificate':'expired'}|expired"
      })
  void aHandshakeGoesWrong(String action, String sign) throws IOException {
    put(rule("tls", action.replace('\'', '"')));
    for (Callable<SocketLine> begin :
        List.<Callable<SocketLine>>of(
            () -> SocketLine.tls(address("smtps")), () -> SocketLine.startTls(address("mx")))) {
      if ("TLSv1.2".equals(sign)) {
        try (SocketLine line = call(begin)) {
          assertThat(line.tlsVersion()).isEqualTo("TLSv1.2");
        }
      } else if ("expired".equals(sign)) {
        try (SocketLine line = call(begin)) {
          assertThat(line.certificate().getNotAfter().toInstant()).isBefore(Instant.now());
        }
      } else {
        assertThatThrownBy(() -> call(begin))
            .isInstanceOfAny(SSLException.class, SocketException.class)
            .hasMessageContaining(sign == null ? "" : sign);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wrong-name", "self-signed", "untrusted", "revoked", "not-yet-valid", "expired"})
  void anotherCertificateIsShown(String kind) throws IOException {
    put("{}");
    X509Certificate own = certificate();
    put(rule("tls", "{\"certificate\":\"" + kind + "\"}"));
    assertThat(certificate()).isNotEqualTo(own);
  }

  private static X509Certificate certificate() throws IOException {
    try (SocketLine line = SocketLine.tls(address("smtps"))) {
      return line.certificate();
    }
  }

  @Test
  void startTlsIsRefusedOrForgotten() throws IOException {
    put(rule("tls", "{\"refuse\":\"454 4.7.0 Not today\"}"));
    try (SocketLine line = SocketLine.plain(address("mx"))) {
      Smtp.reply(line);
      Smtp.say(line, "EHLO client.test");
      assertThat(Smtp.say(line, "STARTTLS")).isEqualTo("454 4.7.0 Not today");
      put(rule("tls", "{\"acceptThenPlain\":true}"));
      assertThat(Smtp.say(line, "STARTTLS")).startsWith("220 ");
      assertThat(Smtp.say(line, "NOOP")).startsWith("250 ");
    }
    try (SocketLine line = SocketLine.tls(address("smtps"))) {
      assertThat(Smtp.reply(line)).startsWith("220 ");
    }
  }

  @Test
  void ofManySessionsAtOnceExactlyTheFirstOnesAreRefused() throws Exception {
    put(
        "{\"rules\":[{\"name\":\"ten\",\"at\":\"mail\",\"script\":{\"first\":10},"
            + "\"then\":{\"reply\":\"451 4.3.0 One of ten\"}}]}");
    ExecutorService clients = Executors.newFixedThreadPool(64);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(clients.submit(PolicyIT::mail));
      }
      int refused = 0;
      for (Future<String> answer : answers) {
        refused += answer.get().startsWith("451") ? 1 : 0;
      }
      assertThat(refused).isEqualTo(10);
    } finally {
      clients.shutdownNow();
    }
    assertThat(admin.get("/policy/counters").body())
        .contains("\"rule\":\"ten\"")
        .contains("\"matches\":64")
        .contains("\"spent\":true");
    assertThat(admin.send("POST", "/policy/counters/reset", "").status()).isEqualTo(204);
    assertThat(mail()).startsWith("451");
  }

  @Test
  void sessionsOpenAtOnceAreCapped() throws IOException {
    put(
        "{\"limits\":[{\"name\":\"two\",\"per\":\"client\",\"sessions\":2,"
            + "\"then\":{\"reply\":\"421 4.7.0 Two at once\"}}]}");
    try (SocketLine one = SocketLine.plain(address("mx"));
        SocketLine two = SocketLine.plain(address("mx"))) {
      assertThat(Smtp.reply(one)).startsWith("220");
      assertThat(Smtp.reply(two)).startsWith("220");
      try (SocketLine three = SocketLine.plain(address("mx"))) {
        assertThat(Smtp.reply(three)).isEqualTo("421 4.7.0 Two at once");
      }
    }
    await().untilAsserted(() -> assertThat(greeting()).startsWith("220"));
  }

  @Test
  void aTrialTellsWhatWouldHappenAndChangesNothing() {
    put(
        "{\"seed\":5,\"rules\":[{\"name\":\"grey\",\"at\":\"rcpt\",\"script\":{\"first\":1,\"per\":\"recipient\"},"
            + "\"then\":{\"reply\":\"451 4.7.1 Later\",\"delay\":\"2s\"}}]}");
    String asked =
        "{\"listener\":\"mx\",\"client\":\"192.0.2.1\",\"sender\":\"a@b.test\","
            + "\"recipients\":[\"x@y.test\",\"X@y.test\"]}";
    for (int i = 0; i < 2; i++) {
      assertThat(admin.send("POST", "/policy/try", asked).body())
          .contains("\"stage\":\"rcpt\",\"recipient\":\"x@y.test\",\"answer\":\"451 4.7.1 Later\"")
          .contains("\"recipient\":\"X@y.test\",\"answer\":\"accept\",\"rule\":null")
          .contains("\"delay\":\"2s\"")
          .contains("\"key\":{\"recipient\":\"x@y.test\"},\"before\":0,\"allowed\":true")
          .contains("\"seed\":5");
    }
    assertThat(admin.send("POST", "/policy/try", "{\"listener\":\"mx9\"}").body())
        .contains("#/listener")
        .contains("\"status\":422");
  }

  @Test
  void tagsAreCounted() throws IOException {
    put(rule("helo", "{\"tag\":\"odd\"}"));
    admin.send("POST", "/stats/reset", "");
    try (SocketLine line = SocketLine.plain(address("mx"))) {
      Smtp.reply(line);
      Smtp.say(line, "EHLO client.test");
    }
    assertThat(admin.get("/stats").body()).contains("\"tags\":{\"odd\":1}");
  }

  private static String mail() throws IOException {
    try (SocketLine line = SocketLine.plain(address("mx"))) {
      Smtp.reply(line);
      Smtp.say(line, "EHLO client.test");
      return Smtp.say(line, "MAIL FROM:<a@client.test>");
    }
  }

  private static String greeting() throws IOException {
    try (SocketLine line = SocketLine.plain(address("mx"))) {
      return Smtp.reply(line);
    }
  }

  private static SocketLine call(Callable<SocketLine> begin) throws IOException {
    try {
      return begin.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rule(String stage, String then) {
    return "{\"rules\":[{\"name\":\"it\",\"at\":\"" + stage + "\",\"then\":" + then + "}]}";
  }

  private static void put(String policy) {
    AdminApi.Answer answer = admin.send("PUT", "/policy", policy);
    assertThat(answer.status()).describedAs(answer.body()).isEqualTo(200);
  }

  private static InetSocketAddress address(String listener) {
    int port =
        switch (listener) {
          case "smtps" -> server.ports().smtps();
          case "submission" -> server.ports().submission();
          default -> server.ports().mx();
        };
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}

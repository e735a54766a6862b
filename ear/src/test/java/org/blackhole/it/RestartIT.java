// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.crowd.Crowd;
import org.blackhole.smtp.crowd.Door;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is started again after each way to end. */
class RestartIT {

  @TempDir private static Path folder;

  /**
   * Liberty has been seen to activate endpoints before their settings were there. Whoever is there
   * when it goes hears of it; after a kill while the policy is changed, the next start has the
   * change or the one before, whole.
   */
  @Test
  void everyStartHasItsSettingsAndEveryAcknowledgedChange() throws Exception {
    Path store = KeyStores.pkcs12(folder.resolve("mail.p12"), "restarts.example");
    Map<String, String> settings =
        Map.of(
            "SMTP_MAX_MESSAGE_SIZE", "1234567",
            "SMTP_HIDE", "PIPELINING",
            "SMTP_TLS_KEY_STORE", store.toString(),
            "SMTP_TLS_KEY_STORE_PASSWORD", KeyStores.PASSWORD,
            "BLACKHOLE_DIRECTORY", "relative");
    try (LibertyServer server = LibertyServer.blackhole("restarts", settings)) {
      server.startReady();
      hasSettings(server, 1);
      tellsOfEachListener(server);
      endsUnderLoad(server);
      long made = 1;
      for (int i = 2; i <= 4; i++) {
        server.startReady();
        hasSettings(server, i);
        JsonObject mode = server.admin().get("/mode").json();
        long found = mode.getJsonNumber("revision").longValueExact();
        assertThat(found).as("revision of start %s", i).isBetween(made, made + 1);
        assertThat(mode.getString("delay")).isEqualTo(found == 1 ? "0s" : found + "ms");
        made = killWhileItChanges(server, found, i);
        assertThat(server.log()).doesNotContain("FFDC1015I").doesNotContain("J2CA8802E");
      }
    }
  }

  private static void hasSettings(LibertyServer server, int start) throws IOException {
    for (int port : List.of(server.ports().mx(), server.ports().submission())) {
      assertThat(offered(SocketLine.plain(address(port)), start))
          .contains("SIZE 1234567")
          .doesNotContain("PIPELINING");
    }
    SocketLine encrypted = SocketLine.tls(address(server.ports().smtps()));
    assertThat(encrypted.certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=restarts.example");
    assertThat(offered(encrypted, start)).contains("SIZE 1234567").doesNotContain("PIPELINING");
  }

  private static void tellsOfEachListener(LibertyServer server) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.consoleText().contains("Listener submission serves"));
    assertThat(server.consoleText())
        .contains("Listener mx serves smtp://127.0.0.1:" + server.ports().mx())
        .contains("Listener smtps serves smtps://127.0.0.1:" + server.ports().smtps())
        .contains("curl smtp://127.0.0.1:" + server.ports().mx())
        .doesNotContain(LibertyServer.PASSWORD);
  }

  /** As Ctrl-C has it end. Java closes its log then, so what was counted is not told. */
  private static void endsUnderLoad(LibertyServer server) throws Exception {
    try (Crowd crowd =
        new Crowd(
            3,
            Door.of(Door.Kind.PLAIN, server.ports().mx()),
            Door.of(Door.Kind.STARTTLS, server.ports().submission()),
            Door.of(Door.Kind.IMPLICIT_TLS, server.ports().smtps()))) {
      Taken.goesOn(crowd);
      server.interrupt();
      crowd.leave();
      assertThat(crowd.cut()).isEmpty();
    }
    assertThat(server.log()).doesNotContain("FFDC").doesNotContain(" E ");
    assertThat(server.consoleText()).doesNotContain("\tat ");
  }

  /**
   * Makes changes, each with its revision as delay, and kills the server in one of them.
   *
   * @return the last revision that was acknowledged
   */
  private static long killWhileItChanges(LibertyServer server, long found, int changes) {
    AtomicLong made = new AtomicLong(found);
    CompletableFuture<Void> client =
        CompletableFuture.runAsync(
            () -> {
              try {
                AdminApi.Answer answer;
                do {
                  String delay = (made.get() + 1) + "ms";
                  answer =
                      server
                          .admin()
                          .send(
                              "PUT",
                              "/mode",
                              "{\"mode\": \"accept\", \"delay\": \"" + delay + "\"}");
                } while (answer.status() == 200 && made.incrementAndGet() > 0);
              } catch (UncheckedIOException killed) {
                // In the middle of it, as was meant.
              }
            });
    await("some changes")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> made.get() >= found + changes);
    server.kill();
    client.join();
    assertThat(made.get()).isGreaterThanOrEqualTo(found + changes);
    return made.get();
  }

  private static List<String> offered(SocketLine line, int start) throws IOException {
    try (line) {
      assertThat(line.receive()).as("greeting of start %s", start).startsWith("220 ");
      line.send("EHLO client.example\r\n".getBytes(StandardCharsets.US_ASCII));
      List<String> keywords = new ArrayList<>();
      String reply;
      do {
        reply = line.receive();
        assertThat(reply).isNotNull().startsWith("250");
        keywords.add(reply.substring(4));
      } while (reply.startsWith("-", 3));
      return keywords;
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}

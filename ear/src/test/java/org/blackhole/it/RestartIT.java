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
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.Test;

/** What only shows when it is done again and again. */
class RestartIT {

  private static final String ADAPTER = "org.blackhole.connector.SmtpResourceAdapter";

  /**
   * Liberty has been seen to activate endpoints before their settings were there. Most of the stops
   * are kills while the policy is changed: the next start has the change or the one before, whole.
   */
  @Test
  void everyOneOfTenStartsHasItsSettings() throws Exception {
    Map<String, String> settings =
        Map.of(
            "SMTP_MAX_MESSAGE_SIZE", "1234567",
            "SMTP_HIDE", "PIPELINING",
            "BLACKHOLE_DIRECTORY", "relative");
    try (LibertyServer server = LibertyServer.blackhole("restarts", settings)) {
      long made = 1;
      for (int i = 1; i <= 10; i++) {
        server.startReady();
        JsonObject mode = server.admin().get("/mode").json();
        long found = mode.getJsonNumber("revision").longValueExact();
        assertThat(found).as("revision of start %s", i).isBetween(made, made + 1);
        assertThat(mode.getString("delay")).isEqualTo(found == 1 ? "0s" : found + "ms");
        for (int port : List.of(server.ports().mx(), server.ports().submission())) {
          assertThat(offered(SocketLine.plain(address(port)), i))
              .contains("SIZE 1234567")
              .doesNotContain("PIPELINING");
        }
        assertThat(offered(SocketLine.tls(address(server.ports().smtps())), i))
            .contains("SIZE 1234567")
            .doesNotContain("PIPELINING");
        if (i == 1) {
          assertThat(server.stop()).isZero();
          made = found;
        } else if (i == 2) {
          server.interrupt(); // as orderly, and quicker
          made = found;
        } else {
          made = killWhileItChanges(server, found, i % 4);
        }
        assertThat(server.log()).doesNotContain("FFDC1015I").doesNotContain("J2CA8802E");
      }
    }
  }

  @Test
  void anApplicationThatWasReplacedLeavesNothingBehind() throws Exception {
    try (LibertyServer server = LibertyServer.blackhole("replaced", Map.of()).startReady()) {
      for (int i = 0; i < 3; i++) {
        String before = started(server);
        server.deploy(LibertyServer.BLACKHOLE);
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> !started(server).isEmpty() && !started(server).equals(before));
        server.awaitReady();
      }
      await("one adapter in the heap")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(instances(server, ADAPTER)).containsExactly(1));
    }
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

  private static String started(LibertyServer server) {
    AdminApi.Answer answer = server.admin().get("/status");
    return answer.status() == 200 ? answer.json().getString("started") : "";
  }

  /** How many objects are reachable, for each class of this name. */
  private static List<Integer> instances(LibertyServer server, String name)
      throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(histogram).isZero();
    // Each line: rank, objects, octets, class.
    return histogram
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(words -> words.length >= 4 && words[3].equals(name))
        .map(words -> Integer.valueOf(words[1]))
        .toList();
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

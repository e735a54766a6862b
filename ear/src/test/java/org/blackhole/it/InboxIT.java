// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The connector alone, with the example application that stores each message in a database. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InboxIT {

  private static final Path EXAMPLE =
      Path.of(System.getProperty("inbox.server", "../examples/inbox/target/server"))
          .toAbsolutePath();

  /** For a longer run. */
  private static final int KILLS = Integer.getInteger("inbox.kills", 2);

  private static final int CLIENTS = 6;

  private static LibertyServer server;

  @BeforeAll
  static void start() {
    server = LibertyServer.create("inbox", EXAMPLE, Map.of());
    startReady();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static void startReady() {
    server.start();
    await("the inbox serves, see " + server.directory())
        .atMost(LibertyServer.PATIENCE)
        .until(() -> AdminApi.status(server.ports().http(), "/letters") == 200 && greets());
  }

  private static boolean greets() {
    try (SocketLine line = SocketLine.plain(address())) {
      String greeting = line.receive();
      return greeting != null && greeting.startsWith("220 ");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().mx());
  }

  /** The answer to a message. */
  private static String mail(SocketLine line, String subject, String text) throws IOException {
    assertThat(Smtp.say(line, "MAIL FROM:<a@client.example>")).startsWith("250 ");
    assertThat(Smtp.say(line, "RCPT TO:<b@inbox.example>")).startsWith("250 ");
    assertThat(Smtp.say(line, "DATA")).startsWith("354 ");
    return Smtp.say(line, "Subject: " + subject + "\r\n\r\n" + text + "\r\n.");
  }

  private static List<JsonObject> letters() {
    JsonArray all = AdminApi.get(server.ports().http(), "/letters").array();
    return all.getValuesAs(JsonObject.class);
  }

  private static List<String> subjects() {
    return letters().stream().map(letter -> letter.getString("subject")).toList();
  }

  @Test
  @Order(1)
  void eachMessageIsARow() throws Exception {
    try (SocketLine line = SocketLine.startTls(address())) {
      assertThat(Smtp.say(line, "EHLO client.example")).startsWith("250 ");
      assertThat(mail(line, "=?utf-8?q?small_=E2=98=83?=", "text")).startsWith("250 2.0.0");
      assertThat(mail(line, "large", "0123456789\r\n".repeat(100_000))).startsWith("250 2.0.0");
      assertThat(Smtp.say(line, "MAIL FROM:<a@client.example>")).startsWith("250 ");
      assertThat(Smtp.say(line, "RCPT TO:<b@inbox.example>")).startsWith("250 ");
      assertThat(Smtp.say(line, "DATA")).startsWith("354 ");
      assertThat(Smtp.say(line, "From: a@client.example\r\n\r\ntext\r\n."))
          .isEqualTo("554 5.6.0 A letter has a subject");
    }
    List<JsonObject> letters = letters();
    assertThat(subjects()).containsExactlyInAnyOrder("small \u2603", "large");
    assertThat(letters).allMatch(l -> l.getString("recipients").equals("b@inbox.example"));
    int large =
        letters.stream()
            .filter(letter -> letter.getString("subject").equals("large"))
            .findFirst()
            .orElseThrow()
            .getInt("id");
    String content = AdminApi.get(server.ports().http(), "/letters/" + large).body();
    assertThat(content)
        .startsWith("Received: from client.example ([127.0.0.1])\r\n")
        .contains(" with ESMTPS ")
        .endsWith("\r\n\r\n" + "0123456789\r\n".repeat(100_000) + "\r\n");
  }

  /**
   * RFC 5321 4.2.5: whatever got its 250 is stored. Whatever is stored without one was under way
   * when the server went.
   */
  @Test
  @Order(2)
  void neverA250WithoutItsRowHoweverTheServerEnds() throws Exception {
    Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    Set<String> underWay = ConcurrentHashMap.newKeySet();
    AtomicInteger ordinal = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    Set<String> earlier = Set.copyOf(subjects());
    try {
      for (int i = 0; i < KILLS; i++) {
        int before = acknowledged.size();
        List<Future<?>> clients = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
          clients.add(threads.submit(() -> send(ordinal, acknowledged, underWay)));
        }
        int few = ThreadLocalRandom.current().nextInt(20, 400);
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + few);
        server.kill();
        for (Future<?> client : clients) {
          client.get(60, TimeUnit.SECONDS);
        }
        startReady();
      }
      List<String> stored = subjects();
      assertThat(stored).doesNotHaveDuplicates().containsAll(acknowledged.keySet());
      assertThat(letters())
          .allMatch(
              letter -> {
                Integer sent = acknowledged.get(letter.getString("subject"));
                return sent == null || sent == letter.getInt("size");
              });
      Set<String> unanswered = new HashSet<>(stored);
      unanswered.removeAll(acknowledged.keySet());
      unanswered.removeAll(earlier);
      assertThat(underWay).containsAll(unanswered);
      assertThat(underWay).hasSizeLessThanOrEqualTo(KILLS * CLIENTS);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Sends until the server is gone. */
  private static void send(
      AtomicInteger ordinal, Map<String, Integer> acknowledged, Set<String> underWay) {
    String subject = "none";
    try (SocketLine line = SocketLine.plain(address())) {
      assertThat(Smtp.reply(line)).startsWith("220 ");
      assertThat(Smtp.say(line, "EHLO client.example")).startsWith("250 ");
      while (true) {
        subject = "m" + ordinal.incrementAndGet();
        String text = "x".repeat(ThreadLocalRandom.current().nextInt(1, 70));
        int lines = ThreadLocalRandom.current().nextInt(100) == 0 ? 10_000 : 5;
        String body = (text + "\r\n").repeat(lines);
        String answer = mail(line, subject, body);
        if (answer.startsWith("250 ")) {
          int size = ("Subject: " + subject + "\r\n\r\n" + body + "\r\n").length();
          acknowledged.put(subject, size);
        } else {
          assertThat(answer).matches("4\\d\\d .*");
        }
      }
    } catch (IOException gone) {
      underWay.add(subject);
    }
  }
}

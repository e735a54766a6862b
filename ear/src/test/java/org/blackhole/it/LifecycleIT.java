// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.transcript.SocketLine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Starts, changes and stops of a server, as they go wrong and as they go right. */
class LifecycleIT {

  @Test
  void aPortInUseIsNamedAndTheOtherListenersServe() throws Exception {
    try (LibertyServer server = LibertyServer.blackhole("port-in-use", Map.of());
        ServerSocket other =
            new ServerSocket(server.ports().submission(), 1, InetAddress.getLoopbackAddress())) {
      server.start();
      server.awaitNotReadyBecause("in use");
      assertThat(server.admin().readiness().body())
          .contains("submission")
          .contains("127.0.0.1:" + other.getLocalPort());
      assertThat(greeting(server.ports().mx())).startsWith("220 ");
      assertThat(server.admin().get("/listeners/submission").json().getString("state"))
          .isEqualTo("failed");
    }
  }

  @Test
  void aBadSettingIsNamedWithItsValueAndWhatIsAllowed() {
    try (LibertyServer server =
        LibertyServer.blackhole(
            "bad-setting", Map.of("SMTP_MAX_RECIPIENTS", "plenty", "BLACKHOLE_DATABASE_URL", ""))) {
      server.start();
      server.awaitNotReadyBecause("maxRecipients");
      assertThat(server.admin().readiness().body()).contains("plenty").contains("whole number");
      assertThat(server.log()).contains("maxRecipients").contains("plenty");
      // Mended in the running server.
      server.set("smtp.max.recipients", "100");
      server.awaitReady();
      // A database that nothing is known of is no reason not to be ready.
      assertThat(server.admin().get("/status").body()).contains("The database is away: ");
    }
  }

  @Test
  void aPortChangedInTheRunningServerIsTakenUp() throws Exception {
    try (LibertyServer server = LibertyServer.blackhole("port-change", Map.of()).startReady()) {
      int old = server.ports().mx();
      long seed = seed(server);
      int moved = Ports.free(1).get(0);
      server.set("smtp.port", Integer.toString(moved));
      await().atMost(Duration.ofSeconds(60)).until(() -> serves(moved));
      server.awaitReady();
      assertThat(serves(old)).isFalse();
      assertThat(seed(server)).isEqualTo(seed);
      try (SocketLine line = SocketLine.tls(address(server.ports().smtps()))) {
        assertThat(line.receive()).startsWith("220 ");
      }
    }
  }

  @Test
  void redeploysFiveTimesUnderTraffic() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong accepted = new AtomicLong();
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try (LibertyServer server = LibertyServer.blackhole("redeploy", Map.of()).startReady()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        running.add(
            clients.submit(
                () -> {
                  while (!stop.get()) {
                    if (sendOne(server.ports().mx())) {
                      accepted.incrementAndGet();
                    }
                  }
                }));
      }
      for (int i = 0; i < 5; i++) {
        String before = started(server);
        server.deploy(LibertyServer.BLACKHOLE);
        await().atMost(Duration.ofSeconds(90)).until(() -> isAnother(started(server), before));
        long sent = accepted.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> accepted.get() > sent + 100);
        server.awaitReady();
      }
      stop.set(true);
      for (Future<?> client : running) {
        client.get();
      }
      assertThat(server.log()).doesNotContain("E J2CA").doesNotContain("OutOfMemory");
    } finally {
      stop.set(true);
      clients.shutdownNow();
    }
  }

  @Test
  void stopsInOrderWithSessionsOpen() throws Exception {
    try (LibertyServer server = LibertyServer.blackhole("stop", Map.of()).startReady();
        SocketLine idle = SocketLine.plain(address(server.ports().mx()));
        SocketLine busy = SocketLine.plain(address(server.ports().mx()))) {
      assertThat(idle.receive()).startsWith("220 ");
      command(busy, null, "220");
      command(busy, "EHLO client.example", "250");
      command(busy, "MAIL FROM:<a@client.example>", "250");
      command(busy, "RCPT TO:<b@server.example>", "250");
      command(busy, "DATA", "354");
      CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(server::stop);
      assertThat(idle.receive()).startsWith("421 4.3.2 ");
      assertThat(idle.receive()).isNull();
      command(busy, "Subject: in time\r\n\r\n.", "250");
      assertThat(busy.receive()).startsWith("421 4.3.2 ");
      assertThat(exit.get()).isZero();
      assertThat(server.log()).doesNotContain("FFDC").doesNotContain(" E ");
    }
  }

  @Test
  void endsCleanlyOnCtrlCAndTellsOfEachListener() throws Exception {
    try (LibertyServer server = LibertyServer.blackhole("ctrl-c", Map.of()).startReady()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.consoleText().contains("Listener submission serves"));
      assertThat(server.consoleText())
          .contains("Listener mx serves smtp://127.0.0.1:" + server.ports().mx())
          .contains("Listener smtps serves smtps://127.0.0.1:" + server.ports().smtps())
          .contains("curl smtp://127.0.0.1:" + server.ports().mx())
          .doesNotContain(LibertyServer.PASSWORD);
      server.interrupt();
      assertThat(server.consoleText()).doesNotContain("\tat ");
      assertThat(serves(server.ports().mx())).isFalse();
    }
  }

  private static long seed(LibertyServer server) {
    return server.admin().get("/status").json().getJsonNumber("seed").longValueExact();
  }

  private static boolean isAnother(@Nullable String now, @Nullable String before) {
    return now != null && !now.equals(before);
  }

  private static @Nullable String started(LibertyServer server) {
    AdminApi.Answer answer = server.admin().get("/status");
    return answer.status() == 200 ? answer.json().getString("started") : null;
  }

  /** Whether a message got its 250; a server on its way out or in may say no, or nothing. */
  private static boolean sendOne(int port) {
    try (SocketLine line = SocketLine.plain(address(port))) {
      command(line, null, "220");
      command(line, "HELO client.example", "250");
      command(line, "MAIL FROM:<a@client.example>", "250");
      command(line, "RCPT TO:<b@server.example>", "250");
      command(line, "DATA", "354");
      command(line, "Subject: traffic\r\n\r\nHello\r\n.", "250");
      command(line, "QUIT", "221");
      return true;
    } catch (IOException onTheWay) {
      return false;
    }
  }

  private static void command(SocketLine line, @Nullable String command, String code)
      throws IOException {
    String reply = command == null ? Smtp.reply(line) : Smtp.say(line, command);
    if (!reply.startsWith(code)) {
      throw new IOException("expected " + code + ", got " + reply);
    }
  }

  private static boolean serves(int port) throws IOException {
    try {
      String greeting = greeting(port);
      return greeting != null && greeting.startsWith("220 ");
    } catch (ConnectException refused) {
      return false;
    }
  }

  private static @Nullable String greeting(int port) throws IOException {
    try (SocketLine line = SocketLine.plain(address(port))) {
      return line.receive();
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.crowd.Crowd;
import org.blackhole.smtp.crowd.Door;
import org.blackhole.smtp.transcript.SocketLine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One life of a server: it starts wrong, is mended, changed, replaced, and stopped. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleIT {

  private static final String ADAPTER = "org.blackhole.connector.SmtpResourceAdapter";

  private static LibertyServer server;
  private static ServerSocket other;
  private static int mx;

  @BeforeAll
  static void start() throws IOException {
    server =
        LibertyServer.blackhole(
            "lifecycle", Map.of("SMTP_MAX_RECIPIENTS", "plenty", "BLACKHOLE_DATABASE_URL", ""));
    other = new ServerSocket(server.ports().submission(), 1, InetAddress.getLoopbackAddress());
    mx = server.ports().mx();
    server.start();
  }

  @AfterAll
  static void end() throws IOException {
    other.close();
    server.close();
  }

  @Test
  @Order(1)
  void aBadSettingIsNamedWithItsValueAndWhatIsAllowed() {
    server.awaitNotReadyBecause("maxRecipients");
    assertThat(server.admin().readiness().body()).contains("plenty").contains("whole number");
    assertThat(server.log()).contains("maxRecipients").contains("plenty");
    // Mended in the running server.
    server.set("smtp.max.recipients", "100");
    server.awaitNotReadyBecause("in use");
    // A database that nothing is known of is no reason not to be ready.
    assertThat(server.admin().get("/status").body()).contains("The database is away: ");
  }

  @Test
  @Order(2)
  void aPortInUseIsNamedAndTheOtherListenersServe() throws Exception {
    assertThat(server.admin().readiness().body())
        .contains("submission")
        .contains("127.0.0.1:" + other.getLocalPort());
    assertThat(greeting(mx)).startsWith("220 ");
    assertThat(state("submission")).isEqualTo("failed");
    other.close();
    change("submission", "open");
    server.awaitReady();
    assertThat(greeting(server.ports().submission())).startsWith("220 ");
  }

  @Test
  @Order(3)
  void aPortChangedInTheRunningServerIsTakenUp() throws Exception {
    int old = mx;
    long seed = seed();
    mx = Ports.free(1).get(0);
    server.set("smtp.port", Integer.toString(mx));
    await().atMost(Duration.ofSeconds(60)).until(() -> serves(mx));
    server.awaitReady();
    assertThat(serves(old)).isFalse();
    assertThat(seed()).isEqualTo(seed);
    try (SocketLine line = SocketLine.tls(address(server.ports().smtps()))) {
      assertThat(line.receive()).startsWith("220 ");
    }
  }

  /** A 250 counts, and a client that has come through hears why it has to go. */
  @Test
  @Order(4)
  void listenersCloseUnderLoadAndNobodyIsCutOff() throws Exception {
    Taken.Totals before = Taken.totals(server);
    try (Crowd crowd = crowd()) {
      for (int i = 0; i < 4; i++) {
        Taken.goesOn(crowd);
        for (String listener : Taken.LISTENERS) {
          change(listener, i % 2 == 0 ? "draining" : "closed");
        }
        for (String listener : Taken.LISTENERS) {
          await(listener + " is closed")
              .atMost(Duration.ofSeconds(30))
              .until(() -> state(listener).equals("closed"));
          change(listener, "open");
        }
      }
      crowd.leave();
      assertThat(crowd.cut()).isEmpty();
      assertThat(crowd.turnedAway()).isPositive();
      assertThat(Taken.totals(server).minus(before).messages()).isEqualTo(crowd.accepted());
    }
  }

  /** What an application counted it tells when it goes. */
  @Test
  @Order(5)
  void redeploysUnderLoadAndLeavesNothingBehind() throws Exception {
    Taken.Totals before = Taken.totals(server);
    int logged = server.log().length();
    askAtOnce(); // connections stay, and are descriptors too
    Jcmd jcmd = new Jcmd(server.pid());
    long descriptors = jcmd.descriptors();
    long loops = jcmd.threads("smtp-");
    try (Crowd crowd = crowd()) {
      for (int i = 0; i < 3; i++) {
        Taken.goesOn(crowd);
        replaceWhileSomebodyFollows();
        Taken.goesOn(crowd);
      }
      crowd.leave();
      List<Taken.Totals> told = Taken.told(server.log().substring(logged));
      assertThat(told).hasSize(3 * Taken.LISTENERS.size());
      Taken.Totals counted = Taken.totals(server).minus(before);
      for (Taken.Totals gone : told) {
        counted = counted.plus(gone);
      }
      assertThat(crowd.cut()).isEmpty();
      assertThat(counted.messages()).isEqualTo(crowd.accepted());
    }
    assertThat(server.log().substring(logged))
        .doesNotContain("E J2CA")
        .doesNotContain("WELD-00071")
        .doesNotContain("E CWWKC")
        .doesNotContain("OutOfMemory");
    await("one adapter in the heap")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(jcmd.instances(ADAPTER)).containsExactly(1));
    assertThat(jcmd.threads("smtp-")).isPositive().isEqualTo(loops);
    assertThat(jcmd.descriptors()).isLessThan(descriptors + 10);
  }

  /** Answers that are under way end with the application, and leave nothing to the next one. */
  private static void replaceWhileSomebodyFollows() throws Exception {
    String last = started();
    CompletableFuture<AdminApi.Answer> waits =
        CompletableFuture.supplyAsync(
            () -> server.admin().get("/sessions?sender=nobody@none.test&wait=60s"));
    try (AllTheTime asked = new AllTheTime(LifecycleIT::isServed);
        EventLine events = EventLine.asAdmin(server.ports().http(), "?types=policy");
        EventLine others = EventLine.asAdmin(server.ports().http(), "?types=listeners")) {
      assertThat(events.next("retry:")).isNotNull();
      assertThat(others.next("retry:")).isNotNull();
      asked.goesOn();
      server.deploy(LibertyServer.BLACKHOLE);
      await().atMost(LibertyServer.PATIENCE).until(() -> isAnother(started(), last));
      server.awaitReady();
      asked.goesOn();
      events.drain();
      others.drain();
    }
    assertThat(waits.get(1, TimeUnit.MINUTES).status()).isEqualTo(200);
    askAtOnce();
  }

  private static boolean isServed() {
    return server.admin().getByHttp1("/status").status() == 200;
  }

  /** So often that each thread of the server gets a request. */
  private static void askAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<AdminApi.Answer> ask = () -> server.admin().get("/status");
      for (Future<AdminApi.Answer> each : threads.invokeAll(Collections.nCopies(100, ask))) {
        assertThat(each.get().status()).isEqualTo(200);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  @Order(6)
  void stopsInOrderUnderLoadAndTellsWhatItTook() throws Exception {
    Taken.Totals before = Taken.totals(server);
    int logged = server.log().length();
    try (Crowd crowd = crowd();
        EventLine events = EventLine.asAdmin(server.ports().http(), "");
        SocketLine idle = SocketLine.plain(address(mx));
        SocketLine busy = SocketLine.plain(address(mx))) {
      assertThat(events.next("retry:")).isNotNull();
      assertThat(idle.receive()).startsWith("220 ");
      command(busy, null, "220");
      command(busy, "EHLO client.example", "250");
      command(busy, "MAIL FROM:<a@client.example>", "250");
      command(busy, "RCPT TO:<b@server.example>", "250");
      command(busy, "DATA", "354");
      Taken.goesOn(crowd);
      CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(server::stop);
      assertThat(idle.receive()).startsWith("421 4.3.2 ");
      assertThat(idle.receive()).isNull();
      command(busy, "Subject: in time\r\n\r\n.", "250");
      assertThat(busy.receive()).startsWith("421 4.3.2 ");
      events.drain();
      assertThat(exit.get()).isZero();
      // Nobody who follows what happens holds up the end of it.
      assertThat(server.log().substring(logged)).doesNotContain("CWWKE1102W");
      crowd.leave();
      assertThat(crowd.cut()).isEmpty();
      List<Taken.Totals> told = Taken.told(server.log().substring(logged));
      assertThat(told).hasSize(Taken.LISTENERS.size());
      long all = told.stream().mapToLong(Taken.Totals::messages).sum();
      assertThat(all - before.messages()).isEqualTo(crowd.accepted() + 1);
    }
  }

  private static Crowd crowd() {
    return new Crowd(
        3,
        Door.of(Door.Kind.PLAIN, mx),
        Door.of(Door.Kind.STARTTLS, server.ports().submission()),
        Door.of(Door.Kind.IMPLICIT_TLS, server.ports().smtps()));
  }

  private static String state(String listener) {
    return server.admin().get("/listeners/" + listener).json().getString("state");
  }

  private static void change(String listener, String state) {
    AdminApi.Answer answer =
        server.admin().send("PATCH", "/listeners/" + listener, "{\"state\":\"" + state + "\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static long seed() {
    return server.admin().get("/status").json().getJsonNumber("seed").longValueExact();
  }

  private static boolean isAnother(@Nullable String now, @Nullable String before) {
    return now != null && !now.equals(before);
  }

  private static @Nullable String started() {
    AdminApi.Answer answer = server.admin().get("/status");
    return answer.status() == 200 ? answer.json().getString("started") : null;
  }

  private static void command(SocketLine line, @Nullable String command, String code)
      throws IOException {
    String reply = command == null ? Smtp.reply(line) : Smtp.say(line, command);
    assertThat(reply).startsWith(code);
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

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** Whatever one client sends, our buffers stay small, others are served, and all is given back. */
class BuffersTest extends OnEachTransport {

  private static final int MIB = 1 << 20;

  /** Of all buffers, and what the allocator has in hand. */
  private static final long MOST = 12 * MIB;

  /** What the allocator goes on having in hand. */
  private static final long KEPT = 6 * MIB;

  private static final byte[] LINE = filled(MIB, "x");
  private static final byte[] NOOP = "NOOP\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOOPS = "NOOP\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
  private static final Duration LONG = Duration.ofHours(1);

  BuffersTest(TransportKind kind) {
    super(kind);
  }

  private static byte[] filled(int length, String with) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) with.charAt(0));
    return octets;
  }

  /** What goes on while another client is served, and what our buffers come to meanwhile. */
  private static final class Watch {

    private final SmtpSocket server;
    private final Client other;
    private final long before;
    private long most;

    Watch(SmtpSocket server) throws IOException {
      this.server = server;
      this.other = greeted(server);
      other.mail();
      this.before = PlatformDependent.usedDirectMemory();
      assumeTrue(before >= 0, "Netty counts no direct memory here");
    }

    private void look() throws IOException {
      other.mail();
      most = Math.max(most, PlatformDependent.usedDirectMemory() - before);
    }

    /** Serves the other until this is so. */
    void until(BooleanSupplier isOver) throws IOException {
      long served = 0;
      while (!isOver.getAsBoolean() || served < 10) {
        look();
        served++;
      }
      assertThat(most).isLessThan(MOST);
    }

    /** After all is over. */
    void end() throws IOException {
      other.quit();
      awaitNobody(server);
      givenBack();
    }

    /** The same for clients that are stuck. */
    void abort() throws IOException {
      server.abort();
      other.close();
      givenBack();
    }

    private void givenBack() {
      await()
          .untilAsserted(
              () ->
                  assertThat(PlatformDependent.usedDirectMemory() - before)
                      .isLessThanOrEqualTo(KEPT));
    }
  }

  private static Client greeted(SmtpSocket server) throws IOException {
    return Client.by(server.settings().scheme(), server.info().address()).greet();
  }

  private static void beginData(Client client) throws IOException {
    client.sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA");
    client.hear("250 ", "250 ", "354 ");
  }

  @Test
  void aCommandLineWithoutAnEnd() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server = serve(scheme, LIMITS, peer -> new Conversation() {});
      Watch watch = new Watch(server);
      try (Client client = greeted(server)) {
        CompletableFuture<Void> said = client.saying(LINE, 64);
        client.hear("421 4.7.0 Line too long");
        watch.until(said::isDone);
      }
      watch.end();
    }
  }

  @Test
  void aLineOfContentWithoutAnEnd() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server = serve(scheme, LIMITS, peer -> new Recording());
      Watch watch = new Watch(server);
      try (Client client = greeted(server)) {
        beginData(client);
        CompletableFuture<Void> said = client.saying(LINE, 64);
        watch.until(said::isDone);
        said.join();
        client.say("\r\n.\r\n").hear("552 5.3.4").mail().quit();
      }
      watch.end();
    }
  }

  @Test
  void aGibibyteOfContentOverTheLimit() throws Exception {
    int mebibytes = kind() == TransportKind.EPOLL ? 1024 : 128;
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server = serve(scheme, LIMITS, peer -> new Recording());
      Watch watch = new Watch(server);
      byte[] lines = filled(MIB, "y");
      for (int i = 100; i < MIB; i += 100) {
        lines[i - 2] = '\r';
        lines[i - 1] = '\n';
      }
      try (Client client = greeted(server)) {
        beginData(client);
        CompletableFuture<Void> said = client.saying(lines, mebibytes);
        watch.until(said::isDone);
        said.join();
        client.say("\r\n.\r\n").hear("552 5.3.4").mail().quit();
      }
      watch.end();
    }
  }

  @Test
  void tenThousandCommandsInOneSegment() throws Exception {
    byte[] resets = "RSET\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server = serve(scheme, LIMITS, peer -> new Recording());
      Watch watch = new Watch(server);
      try (Client client = greeted(server)) {
        CompletableFuture<Void> said = client.saying(resets, 1);
        watch.until(said::isDone);
        for (int i = 0; i < 10_000; i++) {
          client.hear("250 2.0.0");
        }
        client.quit();
      }
      watch.end();
    }
  }

  @Test
  void whoDoesNotReadItsReplies() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server = serve(scheme, LIMITS, peer -> new Conversation() {});
      standsStill(server, NOOPS, 2_000);
    }
  }

  @Test
  void whoDoesNotWaitForAVerdict() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      standsStill(hanging(scheme), NOOPS, 2_000);
    }
  }

  /** What may be an alert stays encrypted as long as an answer is owed. */
  @Test
  void whoDoesNotWaitForAVerdictInRecordsAsSmallAsAlerts() throws Exception {
    standsStill(hanging(Scheme.SMTPS), NOOP, 1_000_000);
  }

  private SmtpSocket hanging(Scheme scheme) throws IOException {
    return serve(
        scheme,
        LIMITS,
        peer ->
            new Recording(call -> call.equals("NOOP") ? Verdict.hang(LONG) : Verdict.proceed()));
  }

  /** Says much more than is taken; the client's thread is stuck then. */
  private static void standsStill(SmtpSocket server, byte[] octets, int times) throws Exception {
    long before = server.counts().octetsIn();
    Watch watch = new Watch(server);
    Client client = greeted(server);
    CompletableFuture<Void> said = client.saying(octets, times);
    long[] last = {-1, System.nanoTime()};
    watch.until(
        () -> {
          long now = client.sent();
          if (now != last[0]) {
            last[0] = now;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > Duration.ofMillis(500).toNanos();
        });
    assertThat(said).isNotDone();
    assertThat(server.counts().octetsIn()).isLessThan(before + 40L * MIB);
    client.reset();
    said.exceptionally(reset -> null).join();
    watch.abort();
  }

  @Test
  void whoDoesNotWaitForAHandshakeThatIsHeldUp() throws Exception {
    Handshake late = Handshake.usual().after(Duration.ofMinutes(10));
    HandshakeScript script = new HandshakeScript(late);
    SmtpSocket server = serve(script);
    Watch watch = new Watch(server);
    Client client = Client.of(server).greet().say("STARTTLS\r\n").hear("220 ");
    client.say(HandshakeScript.clientHello("mx.example"));
    CompletableFuture<Void> said = client.saying(LINE, 64);
    long begin = System.nanoTime();
    watch.until(() -> System.nanoTime() - begin > Duration.ofMillis(700).toNanos());
    assertThat(said).isNotDone();
    client.reset();
    said.exceptionally(reset -> null).join();
    watch.abort();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listener over real connections, on each transport that every machine here has. */
class SmtpSocketTest {

  private static final Conversation YES = new Conversation() {};
  private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT;

  @TempDir private Path folder;

  private SocketTestServer serve(TransportKind kind, SmtpListener listener) throws Exception {
    return new SocketTestServer(kind, folder, LIMITS, listener);
  }

  private static ConnectionLimits limits(int sessions, int perAddress, Duration idle) {
    return new ConnectionLimits(sessions, perAddress, idle, Duration.ofSeconds(10), 128);
  }

  private static String say(SocketLine line, String text) throws IOException {
    line.send((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return reply(line);
  }

  private static String reply(SocketLine line) throws IOException {
    String reply;
    do {
      reply = String.valueOf(line.receive());
    } while (reply.startsWith("-", 3));
    return reply;
  }

  /** Whether a new session is served. */
  private static boolean quits(SocketTestServer server) throws Exception {
    try (SocketLine line = server.greeted()) {
      return say(line, "QUIT").startsWith("221 ");
    }
  }

  private static void openData(SocketLine line) throws IOException {
    say(line, "HELO client.example");
    say(line, "MAIL FROM:<a@client.example>");
    say(line, "RCPT TO:<b@server.example>");
    assertThat(say(line, "DATA")).startsWith("354 ");
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void whoSaysNothingIsSentAway(TransportKind kind) throws Exception {
    ConnectionLimits limits = limits(100, 0, Duration.ofMillis(500));
    try (SocketTestServer server = new SocketTestServer(kind, folder, limits, peer -> YES);
        SocketLine line = server.greeted()) {
      assertThat(line.receive()).startsWith("421 4.4.2 ");
      assertThat(line.receive()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void onlySoManySessionsAreLetIn(TransportKind kind) throws Exception {
    Duration idle = Duration.ofSeconds(60);
    try (SocketTestServer server =
            new SocketTestServer(kind, folder, limits(2, 0, idle), peer -> YES);
        SocketLine first = server.greeted();
        SocketLine second = server.greeted();
        SocketLine third = server.connect()) {
      assertThat(third.receive()).startsWith("421 4.3.2 ");
      assertThat(say(first, "QUIT") + say(second, "QUIT")).contains("221");
      await().until(() -> server.socket().counts().live() == 0);
      assertThat(quits(server)).isTrue();
    }
    try (SocketTestServer server =
            new SocketTestServer(kind, folder, limits(100, 1, idle), peer -> YES);
        SocketLine first = server.greeted();
        SocketLine second = server.connect()) {
      assertThat(second.receive()).startsWith("421 4.7.0 ");
      assertThat(say(first, "NOOP")).startsWith("250 ");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void pausesDrainsAndOpensAgain(TransportKind kind) throws Exception {
    try (SocketTestServer server = serve(kind, peer -> YES);
        SocketLine idle = server.greeted();
        SocketLine busy = server.greeted()) {
      server.socket().pause();
      try (SocketLine late = server.connect()) {
        assertThat(late.receive()).startsWith("421 4.3.2 ");
      }
      server.socket().resume();
      openData(busy);
      var drained = server.socket().drain(Duration.ofSeconds(30)).toCompletableFuture();
      assertThat(idle.receive()).startsWith("421 4.3.2 ");
      assertThat(idle.receive()).isNull();
      assertThat(drained).isNotDone();
      assertThat(say(busy, "Subject: in time\r\n\r\n.")).startsWith("250 ");
      assertThat(busy.receive()).startsWith("421 4.3.2 ");
      drained.get();
      assertThat(server.socket().state()).isEqualTo(ListenerState.CLOSED);
      server.socket().open();
      assertThat(quits(server)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void aDrainEndsAtItsLimit(TransportKind kind) throws Exception {
    try (SocketTestServer server = serve(kind, peer -> YES);
        SocketLine busy = server.greeted()) {
      openData(busy);
      var drained = server.socket().drain(Duration.ofMillis(200)).toCompletableFuture();
      assertThat(busy.receive()).startsWith("421 4.3.2 ");
      assertThat(busy.receive()).isNull();
      drained.get();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void anAddressInUseIsRefused(TransportKind kind) throws Exception {
    try (SocketTestServer server = serve(kind, peer -> YES)) {
      SmtpSocket second =
          server
              .transport()
              .listener(
                  new ListenerSettings(
                      "second",
                      server.socket().settings().scheme(),
                      server.socket().settings().startTls(),
                      server.address(),
                      server.socket().settings().session(),
                      LIMITS,
                      Map.of()),
                  peer -> YES,
                  server.socket().tls());
      assertThatThrownBy(second::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
      assertThat(second.state()).isEqualTo(ListenerState.CLOSED);
    }
  }

  /** RFC 3207 5, CVE-2011-0411: what came before the handshake is never interpreted. */
  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void nothingFromBeforeTheHandshakeIsInterpreted(TransportKind kind) throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    Conversation ear =
        new Conversation() {
          @Override
          public Verdict onCommand(Peer peer, Stage stage, String argument) {
            heard.add(stage + " " + argument);
            return Verdict.proceed();
          }
        };
    try (SocketTestServer server = serve(kind, peer -> ear)) {
      try (SocketLine plain = server.greeted()) {
        say(plain, "EHLO client.example");
        assertThat(say(plain, "STARTTLS\r\nNOOP injected\r\nRSET")).startsWith("220 ");
        // The answer to what was injected would come now, or with the handshake's first octets.
        plain.send("NOOP not TLS either\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(
                () -> {
                  if (plain.receive() == null) {
                    throw new IOException("closed");
                  }
                })
            .isInstanceOf(IOException.class);
      }
      try (SocketLine encrypted = SocketLine.startTls(server.address())) {
        assertThat(say(encrypted, "MAIL FROM:<a@b.example>")).startsWith("503 5.5.1 ");
        assertThat(say(encrypted, "STARTTLS")).startsWith("503 5.5.1 ");
      }
      await().until(() -> server.socket().counts().handshakesFailed() == 1);
      assertThat(heard).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void aClientThatVanishesInDataIsTakenNoteOfOnce(TransportKind kind) throws Exception {
    List<String> events = new CopyOnWriteArrayList<>();
    Conversation watcher =
        new Conversation() {
          @Override
          public void onAbandon(Envelope envelope) {
            events.add("abandoned " + envelope.recipients().size());
          }

          @Override
          public void onEnd(Ending ending) {
            events.add("ended " + ending);
          }
        };
    try (SocketTestServer server = serve(kind, peer -> watcher)) {
      try (SocketLine line = server.greeted()) {
        openData(line);
        line.send("Subject: half a mess".getBytes(StandardCharsets.US_ASCII));
      }
      await().until(() -> events.size() == 2);
      assertThat(events).containsExactly("abandoned 1", "ended LOST");
      await().until(() -> server.socket().counts().live() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void whoDoesNotReadIsNotReadFrom(TransportKind kind) throws Exception {
    ConnectionLimits limits = limits(100, 0, Duration.ofSeconds(2));
    try (SocketTestServer server = new SocketTestServer(kind, folder, limits, peer -> YES);
        SocketLine line = server.greeted()) {
      byte[] many = "NOOP\r\n".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
      sendUntilRefused(line, many);
      // What was answered is what fitted into the buffers in between, no more.
      assertThat(server.socket().counts().octetsIn()).isLessThan(20L * many.length);
      assertThat(quits(server)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void countsAreExactUnderEightClients(TransportKind kind) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try (SocketTestServer server = serve(kind, peer -> YES)) {
      List<Future<?>> running =
          java.util.stream.IntStream.range(0, 8)
              .<Future<?>>mapToObj(i -> clients.submit(() -> sendHundred(server)))
              .toList();
      for (Future<?> client : running) {
        client.get();
      }
      await().until(() -> server.socket().counts().live() == 0);
      Counts counts = server.socket().counts();
      assertThat(counts.sessions()).isEqualTo(8);
      assertThat(counts.messages()).isEqualTo(800);
      assertThat(counts.recipients()).isEqualTo(800);
      assertThat(counts.replies()).containsEntry(250, 8L * 301).containsEntry(354, 800L);
    } finally {
      clients.shutdownNow();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("smtp-"));
  }

  /** The server takes no more at some time; at the latest the idle limit ends it. */
  private static void sendUntilRefused(SocketLine line, byte[] octets) {
    try {
      for (int i = 0; i < 100; i++) {
        line.send(octets);
      }
    } catch (IOException refused) {
      assertThat(refused).isNotNull();
    }
  }

  private static Void sendHundred(SocketTestServer server) throws Exception {
    try (SocketLine line = server.greeted()) {
      say(line, "HELO client.example");
      for (int i = 0; i < 100; i++) {
        say(line, "MAIL FROM:<a@client.example>");
        say(line, "RCPT TO:<b@server.example>");
        say(line, "DATA");
        assertThat(say(line, "Subject: x\r\n\r\nx\r\n.")).startsWith("250 ");
      }
      say(line, "QUIT");
    }
    return null;
  }
}

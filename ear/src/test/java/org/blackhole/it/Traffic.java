// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.transcript.SocketLine;

/** One message after the other. */
final class Traffic implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong accepted = new AtomicLong();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> running;

  Traffic(int port) {
    this.port = port;
    this.running = CompletableFuture.runAsync(this::send);
  }

  Queue<String> refused() {
    return refused;
  }

  void goesOn() {
    long now = accepted.get();
    await("more mail").atMost(PATIENCE).until(() -> accepted.get() > now + 10);
  }

  @Override
  public void close() {
    stop.set(true);
    running.join();
    assertThat(refused).isEmpty();
  }

  private void send() {
    while (!stop.get()) {
      try (SocketLine line =
          SocketLine.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
        expect("220", Smtp.reply(line));
        expect("250", Smtp.say(line, "HELO client.example"));
        expect("250", Smtp.say(line, "MAIL FROM:<a@client.example>"));
        expect("250", Smtp.say(line, "RCPT TO:<b@server.example>"));
        expect("354", Smtp.say(line, "DATA"));
        expect("250", Smtp.say(line, "Subject: traffic\r\n\r\nHello\r\n."));
        accepted.incrementAndGet();
        expect("221", Smtp.say(line, "QUIT"));
      } catch (IOException e) {
        refused.add(e.toString());
        stop.set(true);
      }
    }
  }

  private static void expect(String code, String reply) throws IOException {
    if (!reply.startsWith(code)) {
      throw new IOException("expected " + code + ", got " + reply);
    }
  }
}

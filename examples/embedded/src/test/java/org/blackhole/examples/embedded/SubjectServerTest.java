// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.net.SmtpSocket;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TransportKind;
import org.junit.jupiter.api.Test;

class SubjectServerTest {

  private static final List<String> MAIL =
      List.of(
          "EHLO client.example",
          "MAIL FROM:<you@example.org>",
          "RCPT TO:<me@example.org>",
          "DATA",
          "Subject: hello",
          "",
          ".",
          "QUIT",
          "");

  @Test
  void tellsWhatTheMailIsAbout() throws Exception {
    List<String> mails = new CopyOnWriteArrayList<>();
    SmtpTransport transport = SmtpTransport.open(TransportKind.AUTO, 1);
    try {
      assertThat(send(SubjectServer.open(transport, 0, mails::add)))
          .last()
          .asString()
          .startsWith("221 ");
    } finally {
      assertThat(transport.close(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(mails).containsExactly("you@example.org: hello");
  }

  @Test
  void tellsOfATakerThatDoesNotReturn() throws Exception {
    CompletableFuture<Boolean> free = new CompletableFuture<>();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    SmtpTransport transport = SmtpTransport.open(TransportKind.AUTO, 1);
    try {
      SmtpSocket server = SubjectServer.open(transport, 0, mail -> free.join());
      Future<?> watching = SubjectServer.watch(transport, timer);
      CompletableFuture<List<String>> answers = CompletableFuture.supplyAsync(() -> send(server));
      await().atMost(Duration.ofMinutes(1)).until(() -> !transport.faults().isEmpty());
      assertThat(transport.faults().get(0)).contains("onHeaders", "has not returned");
      free.complete(true);
      assertThat(answers.get(1, TimeUnit.MINUTES)).last().asString().startsWith("221 ");
      await().atMost(Duration.ofMinutes(1)).until(() -> transport.faults().isEmpty());
      assertThat(watching.isDone()).isFalse();
    } finally {
      free.complete(true);
      timer.shutdownNow();
      assertThat(transport.close(Duration.ofSeconds(10))).isTrue();
    }
  }

  /** What a client hears that sends the mail. */
  private static List<String> send(SmtpSocket server) {
    try (Socket client =
        new Socket(InetAddress.getLoopbackAddress(), server.info().address().getPort())) {
      client.setSoTimeout(60_000);
      client.getOutputStream().write(String.join("\r\n", MAIL).getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** Content at the application's pace. */
class ContentPaceTest extends OnEachTransport {

  private static final int LINES = 40_000;
  private static final String CONTENT =
      "0123456789 abcdefghij 0123456789 abcdefghij\r\n".repeat(LINES);
  private static final Reply FULL = Reply.of(452, "4.3.1", "Full");

  ContentPaceTest(TransportKind kind) {
    super(kind);
  }

  /** Keeps what it is shown, and answers each piece by the next verdict. */
  private static final class Taker implements Conversation {
    private final Supplier<Verdict> verdicts;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicReference<String> complete = new AtomicReference<>("");
    private final AtomicBoolean abandoned = new AtomicBoolean();

    Taker(Supplier<Verdict> verdicts) {
      this.verdicts = verdicts;
    }

    @Override
    public Verdict onContent(Envelope envelope, ByteBuffer content) {
      octets.addAndGet(content.remaining());
      while (content.hasRemaining()) {
        taken.write(content.get());
      }
      return verdicts.get();
    }

    @Override
    public Verdict onMessage(Envelope envelope, long size) {
      complete.set(taken.toString(StandardCharsets.ISO_8859_1));
      return Verdict.proceed();
    }

    @Override
    public void onAbandon(Envelope envelope) {
      abandoned.set(true);
    }
  }

  private static Client begun(SmtpSocket server) throws Exception {
    return Client.of(server)
        .greet()
        .sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA")
        .hear("250 2.1.0", "250 2.1.5", "354 ");
  }

  /** Says it all from a thread of its own, as a client that is kept waiting cannot go on. */
  private static CompletableFuture<Void> sayAll(Client client, String text) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            client.say(text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void noMoreIsReadWhileThePieceBeforeIsNotDone() throws Exception {
    Queue<CompletableFuture<Verdict>> open = new ConcurrentLinkedQueue<>();
    AtomicBoolean patient = new AtomicBoolean();
    Taker taker =
        new Taker(
            () -> {
              if (patient.get()) {
                return Verdict.proceed();
              }
              CompletableFuture<Verdict> later = new CompletableFuture<>();
              open.add(later);
              return Verdict.later(later);
            });
    SmtpSocket server = serve(taker);
    Client client = begun(server);
    String twice = (CONTENT + CONTENT + CONTENT + CONTENT).repeat(4);
    CompletableFuture<Void> said = sayAll(client, twice + ".\r\n");
    await().until(() -> !open.isEmpty());
    await()
        .during(Duration.ofMillis(300))
        .until(() -> open.size() < 8 && taker.octets.get() < twice.length() / 4);
    assertThat(said).isNotDone();
    patient.set(true);
    open.forEach(later -> later.complete(Verdict.proceed()));
    client.hear("250 2.0.0").mail().quit();
    said.join();
    assertThat(taker.complete.get()).startsWith(twice);
  }

  @Test
  void everyPieceMayComeLater() throws Exception {
    Taker taker = new Taker(() -> Verdict.later(CompletableFuture.supplyAsync(Verdict::proceed)));
    SmtpSocket server = serve(taker);
    Client client = begun(server);
    client.say(CONTENT + ".\r\nNOOP\r\n").hear("250 2.0.0", "250 2.0.0").quit();
    assertThat(taker.complete.get()).isEqualTo(CONTENT);
  }

  @Test
  void chunksWaitAsWell() throws Exception {
    Taker taker = new Taker(() -> Verdict.later(CompletableFuture.supplyAsync(Verdict::proceed)));
    SmtpSocket server = serve(taker);
    try (Client client = Client.of(server).greet()) {
      client
          .say(
              "MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nBDAT 4\r\nab\r\nBDAT 0\r\nBDAT 4 LAST\r\ncd\r\nNOOP\r\n")
          .hear("250 2.1.0", "250 2.1.5", "250 2.0.0", "250 2.0.0", "250 2.0.0", "250 2.0.0")
          .quit();
    }
    assertThat(taker.complete.get()).isEqualTo("ab\r\ncd\r\n");
  }

  @Test
  void aDelayHoldsContentBack() throws Exception {
    Taker taker = new Taker(() -> Verdict.proceed().after(Duration.ofMillis(1)));
    SmtpSocket server = serve(taker);
    begun(server).say(CONTENT + ".\r\n").hear("250 2.0.0").quit();
    assertThat(taker.complete.get()).isEqualTo(CONTENT);
  }

  @Test
  void aRefusalIsSaidAtTheEndAndNothingMoreIsShown() throws Exception {
    for (Supplier<Verdict> refusal :
        List.<Supplier<Verdict>>of(
            () -> Verdict.reply(FULL),
            () -> Verdict.later(CompletableFuture.supplyAsync(() -> Verdict.reply(FULL))),
            () -> Verdict.reply(FULL).after(Duration.ofMillis(1)))) {
      Queue<Supplier<Verdict>> verdicts = new ArrayDeque<>();
      verdicts.add(refusal);
      Taker taker =
          new Taker(() -> verdicts.isEmpty() ? Verdict.proceed() : verdicts.remove().get());
      SmtpSocket server = serve(taker);
      begun(server).say(CONTENT + ".\r\n").hear("452 4.3.1").mail().quit();
      assertThat(taker.abandoned).isTrue();
      assertThat(taker.octets.get()).isLessThan(CONTENT.length());
      assertThat(server.counts().refused()).isOne();
    }
  }

  @Test
  void closeAndResetActAtOnce() throws Exception {
    for (Verdict end :
        List.of(Verdict.close(), Verdict.reset(), Verdict.hang(Duration.ofMillis(1)))) {
      Taker taker = new Taker(() -> end);
      SmtpSocket server = serve(taker);
      Client client = begun(server);
      client.say("Subject: x\r\n");
      client.hearOut();
      client.close();
      awaitNobody(server);
      assertThat(taker.abandoned).isTrue();
    }
  }

  @Test
  void whatActsAtOnceGoesBeforeAPause() throws Exception {
    for (Verdict end : List.of(Verdict.hang(Duration.ofMillis(50)), Verdict.close())) {
      Recording session =
          new Recording(
              call ->
                  switch (call) {
                    case "onContent" -> Verdict.proceed().after(Duration.ofMillis(1));
                    case "onHeaders" -> end;
                    default -> Verdict.proceed();
                  });
      SmtpSocket server = serve(session);
      Client client = begun(server);
      client.say("Subject: x\r\n\r\ntext\r\n.\r\n");
      client.hearOut();
      client.close();
      awaitEnd(session, "POLICY");
    }
  }

  @Test
  void oneThatFailsEndsTheSession() throws Exception {
    Taker taker =
        new Taker(() -> Verdict.later(CompletableFuture.failedFuture(new IllegalStateException())));
    SmtpSocket server = serve(taker);
    Client client = begun(server);
    client.say("Subject: x\r\n").hear("421 4.3.0").hearEnd();
    client.close();
    awaitNobody(server);
    assertThat(taker.abandoned).isTrue();
  }

  @Test
  void whoeverGoesMeanwhileIsMissed() throws Exception {
    CompletableFuture<Verdict> never = new CompletableFuture<>();
    Taker taker = new Taker(() -> Verdict.later(never));
    SmtpSocket server = serve(taker);
    Client client = begun(server);
    client.say("Subject: x\r\n");
    await().until(() -> taker.octets.get() > 0);
    client.reset();
    awaitNobody(server);
    assertThat(taker.abandoned).isTrue();
    never.complete(Verdict.proceed());
    Client.of(server).greet().quit();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that asks for much at once gets it bit by bit, so that others have their turn soon. */
class TurnTest extends OnEachTransport {

  private static final int MANY = 1_000;
  private static final String NOOP = "NOOP\r\n";

  /** The clock is looked at before each eighth; and two turns may follow on each other at first. */
  private static final int FEW = 16;

  /** Much longer than a turn. */
  private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  /** Commands that were taken while the event loop went round once. */
  private final List<Integer> rounds = new CopyOnWriteArrayList<>();

  /** On the event loop. */
  private int commands;

  TurnTest(TransportKind kind) {
    super(kind);
  }

  private Verdict takeLong(String call) {
    if (call.equals("NOOP")) {
      count();
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < LONG_NANOS) {
        Thread.onSpinWait();
      }
    }
    return Verdict.proceed();
  }

  /** What an event loop is to do later is done once it has looked at its sockets again. */
  private void count() {
    if (commands++ == 0) {
      for (EventExecutor loop : transport().loops()) {
        if (loop.inEventLoop()) {
          var unused = loop.schedule(this::note, 0, TimeUnit.NANOSECONDS);
        }
      }
    }
  }

  private void note() {
    rounds.add(commands);
    commands = 0;
  }

  private SmtpSocket serve(Scheme scheme) throws IOException {
    return serve(scheme, LIMITS, peer -> new Recording(this::takeLong));
  }

  private static Client greeted(Scheme scheme, SmtpSocket server) throws IOException {
    return Client.by(scheme, server.info().address()).greet();
  }

  private void assertThatTurnsWereShort() {
    await().until(() -> rounds.stream().mapToInt(round -> round).sum() == MANY);
    assertThat(rounds).allMatch(round -> round <= FEW);
  }

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"SMTP", "SMTPS"})
  void ofCommandsThatTakeLongATurnBringsFew(Scheme scheme) throws Exception {
    SmtpSocket server = serve(scheme);
    try (Client client = greeted(scheme, server)) {
      client.say(NOOP.repeat(MANY));
      client.hear(MANY, "250 ");
      assertThatTurnsWereShort();
    }
  }

  @Test
  void recordsOfTlsHaveATurnTogether() throws Exception {
    SmtpSocket server = serve(Scheme.SMTPS);
    try (Client client = greeted(Scheme.SMTPS, server)) {
      for (int i = 0; i < MANY; i++) {
        client.say(NOOP);
      }
      client.hear(MANY, "250 ");
      assertThatTurnsWereShort();
    }
  }

  @Test
  void soDoesATurnBehindAMessage() throws Exception {
    SmtpSocket server = serve(Scheme.SMTP);
    try (Client client = greeted(Scheme.SMTP, server)) {
      client.say("MAIL FROM:<a@x.example>\r\nRCPT TO:<b@y.example>\r\nDATA\r\n");
      client.hear(2, "250 ");
      client.hear("354 ").say("Subject: x\r\n\r\n.\r\n" + NOOP.repeat(MANY));
      client.hear(1 + MANY, "250 ");
      assertThatTurnsWereShort();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"SMTP", "SMTPS"})
  void whoHasSaidItsLastIsAnsweredToTheEnd(Scheme scheme) throws Exception {
    SmtpSocket server = serve(scheme);
    try (Client client = greeted(scheme, server)) {
      client.say(NOOP.repeat(MANY)).sayNoMore();
      client.hear(MANY, "250 ");
      client.hearEnd();
    }
    awaitNobody(server);
  }
}

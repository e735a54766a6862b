// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says of the rules that decided. */
class VerdictLogTest extends OnEachTransport {

  private static final Logger LOG = Logger.getLogger("org.blackhole.smtp.session");

  private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  VerdictLogTest(TransportKind kind) {
    super(kind);
  }

  @BeforeEach
  void listenToTheLog() {
    handler.setLevel(Level.ALL);
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void leaveTheLog() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
    LOG.setLevel(null);
  }

  private static Verdict verdict(String call) {
    Reply full = Reply.of(452, "4.2.2", "Mailbox full");
    return switch (call) {
      case "onConnect" -> Verdict.proceed().after(Duration.ofMillis(1)).by("patience");
      case "onRecipient" -> Verdict.proceed();
      case "onContent" -> Verdict.proceed().by("reader");
      case "onHeaders" -> Verdict.proceed().throttled(new Throttle(1_000_000, 0)).by("slow");
      case "onMessage" ->
          Verdict.later(CompletableFuture.completedFuture(Verdict.reply(full).by("full")))
              .by("asks");
      case "NOOP" -> Verdict.hang(Duration.ofMillis(20)).by("tarpit");
      default -> Verdict.proceed();
    };
  }

  private String talk() throws Exception {
    Recording session = new Recording(VerdictLogTest::verdict);
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client
          .sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA")
          .hear("250 ", "250 ", "354 ");
      client.sayLines("Subject: x", "", ".", "NOOP").hear("452 4.2.2").hearEnd();
    }
    awaitEnd(session, "POLICY");
    return session.peers().get(0).session();
  }

  @Test
  void everyRuleThatDecidesIsNamedOnce() throws Exception {
    LOG.setLevel(Level.FINE);
    String id = talk();
    assertThat(logged)
        .extracting(LogRecord::getMessage)
        .containsExactly(
            "session " + id + " connect: yes by patience",
            "session " + id + " message: yes by reader",
            "session " + id + " headers: yes by slow",
            "session " + id + " message: later by asks",
            "session " + id + " message: 452 4.2.2 Mailbox full by full",
            "session " + id + " noop: hang for 20 ms by tarpit");
  }

  @Test
  void nothingIsSaidUnlessAskedFor() throws Exception {
    LOG.setLevel(Level.INFO);
    talk();
    assertThat(logged).isEmpty();
  }
}

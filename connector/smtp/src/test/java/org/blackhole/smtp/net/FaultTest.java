// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that throws costs its own session, and nothing else. */
class FaultTest extends OnEachTransport {

  private static final Logger LOG = Logger.getLogger("org.blackhole.smtp.net");
  private static final Conversation SOUND = new Conversation() {};
  private static final String MAIL = "MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\n";
  private static final String SCRIPT =
      "EHLO client.example\r\nNOOP\r\n"
          + MAIL
          + "RSET\r\n"
          + MAIL
          + "DATA\r\nA: b\r\n\r\nc\r\n.\r\n";

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

  FaultTest(TransportKind kind) {
    super(kind);
  }

  @BeforeEach
  void listenToTheLog() {
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void leaveTheLog() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
  }

  private static Function<String, Verdict> breakingAt(String call) {
    return asked -> {
      if (asked.startsWith(call)) {
        throw new IllegalStateException("broken on purpose");
      }
      return Verdict.proceed();
    };
  }

  @Test
  void eachMethodThatThrowsEndsItsSessionAlone() throws Exception {
    for (String method :
        List.of(
            "onConnect",
            "onHelo",
            "NOOP",
            "onMail",
            "onRecipient",
            "RSET",
            "onAbandon",
            "onData",
            "onContent",
            "onHeaders",
            "onMessage")) {
      logged.clear();
      Recording session = new Recording(breakingAt(method));
      AtomicInteger turn = new AtomicInteger();
      SmtpSocket server = serve(peer -> turn.incrementAndGet() == 2 ? session : SOUND);
      Client before = Client.of(server).greet();
      try (Client client = Client.of(server).say(SCRIPT)) {
        List<String> heard = client.hearAll(9);
        assertThat(heard).describedAs(method).endsWith("421 4.3.0");
        assertThat(heard).filteredOn("421 4.3.0"::equals).hasSize(1);
      }
      awaitEnd(session, "FAULT");
      Client.of(server).greet().mail().quit();
      before.mail().quit();
      assertThat(logged).extracting(LogRecord::getMessage).anyMatch(FaultTest::tells);
    }
  }

  private static boolean tells(String message) {
    return message.contains("listener mx") && message.contains("broken on purpose");
  }

  @Test
  void aListenerThatThrowsOrKnowsNobodyCostsThatSession() throws Exception {
    List<SmtpListener> broken = new ArrayList<>();
    broken.add(
        peer -> {
          throw new IllegalStateException("broken on purpose");
        });
    broken.add(
        peer -> {
          throw new StackOverflowError("broken on purpose");
        });
    broken.add(nobody());
    for (SmtpListener listener : broken) {
      List<SmtpListener> turns = new CopyOnWriteArrayList<>(List.of(listener));
      SmtpSocket server = serve(peer -> turns.isEmpty() ? SOUND : turns.remove(0).onSession(peer));
      try (Client client = Client.of(server)) {
        client.hear("421 4.3.0").hearEnd();
      }
      Client.of(server).greet().mail().quit();
    }
  }

  @SuppressWarnings("NullAway") // what code without null checks may do
  private static SmtpListener nobody() {
    return peer -> null;
  }

  @Test
  void aFaultAfterTheHandshakeIsToldInsideTls() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      Recording session = new Recording(breakingAt("onTls"));
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
        }
        client.encrypt("TLSv1.3", "mx.example").hear("421 4.3.0").hearEnd();
      }
      awaitEnd(session, "FAULT");
    }
  }

  @Test
  void whatThrowsAtTheEndHurtsNobody() throws Exception {
    Recording session = new Recording(breakingAt("onEnd"));
    SmtpSocket server = serve(session);
    Client.of(server).greet().mail().quit();
    awaitEnd(session, "QUIT");
    awaitNobody(server);
  }

  @Test
  void theEndIsToldEvenIfAbandoningThrows() throws Exception {
    Recording session = new Recording(breakingAt("onAbandon"));
    SmtpSocket server = serve(session);
    Client.of(server).greet().say(MAIL).hear("250 ", "250 ").reset();
    awaitEnd(session, "LOST");
    awaitNobody(server);
  }
}

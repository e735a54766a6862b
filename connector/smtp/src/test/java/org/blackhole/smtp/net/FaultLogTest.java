// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/**
 * What the log says of an application that throws: which class, at which stage, and not for ever.
 */
class FaultLogTest extends OnEachTransport {

  FaultLogTest(TransportKind kind) {
    super(kind);
  }

  /** Throws at MAIL. */
  private static final class Broken implements Conversation {
    @Override
    public Verdict onMail(Envelope envelope) {
      throw new IllegalStateException("broken on purpose");
    }
  }

  @Test
  void whatThrewIsNamedAndOnlySoOften() throws Exception {
    SmtpSocket server = serve(peer -> new Broken());
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 30; i++) {
        try (Client client = Client.of(server).greet().say("MAIL FROM:<>\r\n")) {
          client.hear("421 4.3.0").hearEnd();
        }
      }
      awaitNobody(server);
      assertThat(log.messages())
          .hasSize(10)
          .allMatch(line -> line.contains("on listener mx ends with 421, thrown by "))
          .allMatch(line -> line.contains(Broken.class.getName() + ".onMail at stage mail: "));
    }
  }

  @Test
  void aListenerThatThrowsIsNamed() throws Exception {
    SmtpListener broken =
        new SmtpListener() {
          @Override
          public Conversation onSession(org.blackhole.smtp.api.Peer peer) {
            throw new IllegalStateException("broken on purpose");
          }

          @Override
          public String toString() {
            return "a bean";
          }
        };
    SmtpSocket server = serve(broken);
    try (CapturedLog log = new CapturedLog();
        Client client = Client.of(server)) {
      client.hear("421 4.3.0").hearEnd();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("thrown by a bean.onSession at stage connect: ");
    }
  }

  @Test
  void afterAMinuteItSaysHowManyThereWere() {
    AtomicLong now = new AtomicLong();
    FaultLog faults = new FaultLog("mx", now::get);
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 1000; i++) {
        faults.session("0123456789abcdef", null, new IllegalStateException("no"));
        faults.connection(new IllegalStateException("no"));
      }
      assertThat(log.entries()).hasSize(10);
      now.addAndGet(TimeUnit.MINUTES.toNanos(1));
      faults.connection(new IllegalStateException("no"));
      assertThat(log.messages()).hasSize(11).last().asString().contains("1990 more");
    }
  }
}

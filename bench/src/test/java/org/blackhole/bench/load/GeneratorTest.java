// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.net.ConnectionLimits;
import org.blackhole.smtp.net.ListenerSettings;
import org.blackhole.smtp.net.SmtpSocket;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TransportKind;
import org.blackhole.smtp.session.SessionSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "the load goes out by epoll")
class GeneratorTest {

  private static final Duration MOMENT = Duration.ofMillis(20);

  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();
  private final AtomicLong recipients = new AtomicLong();
  private Verdict answer = Verdict.proceed();
  private final SmtpTransport transport = SmtpTransport.open(TransportKind.AUTO, 1);

  private final Conversation conversation =
      new Conversation() {
        @Override
        public Verdict onMessage(Envelope envelope, long size) {
          messages.incrementAndGet();
          octets.addAndGet(size);
          recipients.addAndGet(envelope.recipients().size());
          return answer;
        }
      };

  private Load load() throws Exception {
    ListenerSettings settings =
        new ListenerSettings(
            "mx",
            Scheme.SMTP,
            StartTls.OFF,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            SessionSettings.defaults("localhost"),
            ConnectionLimits.DEFAULT,
            Map.of());
    SmtpSocket socket =
        transport.listener(
            settings,
            peer -> {
              sessions.incrementAndGet();
              return conversation;
            },
            null);
    socket.open();
    int port = socket.info().address().getPort();
    return Load.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(transport.close(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void everyMessageIsTakenAsItWasMeant() throws Exception {
    run(
        load().withConnections(5).withRecipients(3).withSize(5000),
        generator -> sendAtLeast(generator, 200));
    assertThat(octets.get()).isEqualTo(5000 * messages.get());
    assertThat(recipients.get()).isEqualTo(3 * messages.get());
    assertThat(sessions).hasValue(5);
  }

  @Test
  void threadsShareTheConnections() throws Exception {
    run(
        load().withConnections(7).withThreads(2).withPipelining(true),
        generator -> {
          assertThat(sessions).hasValue(7);
          assertThat(generator.greetings().getTotalCount()).isEqualTo(7);
          sendAtLeast(generator, 200);
        });
  }

  @Test
  void aConnectionThatSentItsShareIsReplaced() throws Exception {
    run(load().withConnections(2).withPerConnection(10), generator -> sendAtLeast(generator, 200));
    assertThat(sessions.get()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void aRateIsNotExceeded() throws Exception {
    run(
        load().withConnections(3).withRate(500),
        generator -> {
          long since = System.nanoTime();
          sendAtLeast(generator, 20);
          long due = 1 + (System.nanoTime() - since) * 500 / 1_000_000_000;
          assertThat(messages.get()).isLessThanOrEqualTo(due);
        });
  }

  @Test
  void whatIsRefusedIsAFailure() throws Exception {
    answer = Verdict.reply(Reply.of(550, "5.7.1", "Not today"));
    try (Generator generator = Generator.open(load().withConnections(2))) {
      generator.send();
      while (generator.failures().number() < 2) {
        generator.count(MOMENT);
      }
      assertThat(generator.failures()).asString().contains("550 5.7.1 Not today");
      assertThat(generator.taken()).isZero();
    }
  }

  private static void run(Load load, Consumer<Generator> what) {
    try (Generator generator = Generator.open(load)) {
      what.accept(generator);
      assertThat(generator.failures().number()).isZero();
    }
  }

  private static void sendAtLeast(Generator generator, long number) {
    generator.send();
    while (generator.taken() < number) {
      assertThat(generator.failures().number()).isZero();
      generator.count(MOMENT);
    }
  }
}

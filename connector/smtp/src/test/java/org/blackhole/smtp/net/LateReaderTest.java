// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Scheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who says all it has to say at once, and its end, and only then begins to read hears every answer:
 * what it asked for waits here until there is room for the answers.
 */
class LateReaderTest extends OnEachTransport {

  /** Answered by 147 octets. */
  private static final String HELP = "HELP\r\n";

  private static final byte[] HELPS = HELP.repeat(1_000).getBytes(StandardCharsets.US_ASCII);

  LateReaderTest(TransportKind kind) {
    super(kind);
  }

  /** From what one read brings to more answers than the buffers of the kernel take. */
  static Stream<Arguments> asked() {
    return Stream.of(Scheme.SMTP, Scheme.SMTPS)
        .flatMap(
            scheme ->
                IntStream.of(1_000, 2_700, 5_000, 8_000, 30_000)
                    .mapToObj(number -> Arguments.of(scheme, number)));
  }

  private Client greeted(Scheme scheme) throws IOException {
    SmtpSocket server = serve(scheme, LIMITS, peer -> new Conversation() {});
    return Client.by(scheme, server.info().address()).greet();
  }

  @ParameterizedTest
  @MethodSource("asked")
  void hearsAllAnswers(Scheme scheme, int number) throws Exception {
    try (Client client = greeted(scheme)) {
      client.say(HELP.repeat(number)).sayNoMore();
      client.hear(number, "214 ");
      client.hearEnd();
    }
  }

  @ParameterizedTest
  @MethodSource("asked")
  void hearsTheLastWord(Scheme scheme, int number) throws Exception {
    try (Client client = greeted(scheme)) {
      client.say(HELP.repeat(number) + "QUIT\r\n").sayNoMore();
      client.hear(number, "214 ");
      client.hear("221 ");
      client.hearEnd();
    }
  }

  /** The last word waits here behind answers that the kernel has no room for, and the end comes. */
  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"SMTP", "SMTPS"})
  void hearsTheLastWordThatItsEndOvertakes(Scheme scheme) throws Exception {
    SmtpSocket server = serve(scheme, LIMITS, peer -> new Conversation() {});
    int room = room(scheme, server);
    for (int less = 50; less <= 450; less += 100) {
      int number = room - less;
      try (Client client = Client.by(scheme, server.info().address()).greet()) {
        client.say(HELP.repeat(number) + "QUIT\r\n");
        awaitStandstill(server);
        client.sayNoMore();
        for (int i = 0; i < LOOPS; i++) {
          Client.by(scheme, server.info().address()).greet().quit(); // it has come by then
        }
        client.hear(number, "214 ");
        client.hear("221 ");
        client.hearEnd();
      }
    }
  }

  /** How many answers leave the session for a client that does not read. */
  private static int room(Scheme scheme, SmtpSocket server) throws IOException {
    try (Client client = Client.by(scheme, server.info().address()).greet()) {
      long before = client.received();
      client.say(HELP).hear("214 ");
      long answer = client.received() - before;
      long said = server.counts().octetsOut();
      CompletableFuture<Void> saying = client.saying(HELPS, 200);
      awaitStandstill(server);
      long room = (server.counts().octetsOut() - said) / answer;
      client.reset();
      saying.exceptionally(reset -> null).join();
      return (int) room;
    }
  }

  private static void awaitStandstill(SmtpSocket server) {
    AtomicLong last = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              long now = server.counts().octetsOut();
              return last.getAndSet(now) == now;
            });
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that asks for much at once gets it bit by bit, so that others have their turn soon. */
class TurnLengthTest extends OnEachTransport {

  private static final int MANY = 1_000;
  private static final String NOOP = "NOOP\r\n";
  private static final int MOST = LoopMemory.COMMANDS / NOOP.length() + 1;

  /** Much longer than a turn should take. */
  private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** Commands in each turn of the event loop. On it. */
  private final List<Integer> turns = new CopyOnWriteArrayList<>();

  private int commands;

  TurnLengthTest(TransportKind kind) {
    super(kind);
  }

  @BeforeEach
  void readsTakeWhatTheyMay() {
    assumeTrue(transport().readsAtOnce(), "the kernel reads into buffers of its own");
  }

  private Recording taking(long nanoseconds) {
    return new Recording(
        call -> {
          if (call.equals("NOOP")) {
            count();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < nanoseconds) {
              Thread.onSpinWait();
            }
          }
          return Verdict.proceed();
        });
  }

  /** What is handed to an event loop is done once it has gone round. */
  private void count() {
    if (commands++ == 0) {
      for (EventExecutor loop : transport().loops()) {
        if (loop.inEventLoop()) {
          loop.execute(
              () -> {
                turns.add(commands);
                commands = 0;
              });
        }
      }
    }
  }

  /** Says so many at once, and waits for the answers and for the end of the last turn. */
  private void ask(Client client, int number) throws Exception {
    turns.clear();
    client.say(NOOP.repeat(number));
    for (int i = 0; i < number; i++) {
      client.hear("250 ");
    }
    await().until(() -> turns.stream().mapToInt(turn -> turn).sum() == number);
  }

  @Test
  void ofCommandsThatTakeLongATurnBringsFew() throws Exception {
    SmtpSocket server = serve(taking(LONG_NANOS));
    try (Client client = Client.of(server).greet()) {
      ask(client, MANY);
      assertThat(turns).allMatch(turn -> turn <= MOST);
      int fewest = 128 / NOOP.length() + 2;
      assertThat(turns.stream().skip(5)).isNotEmpty().allMatch(turn -> turn <= fewest);
    }
  }

  @Test
  void whoHasBeenServedMayAskForMoreAgain() throws Exception {
    SmtpSocket server = serve(taking(LONG_NANOS));
    try (Client client = Client.of(server).greet()) {
      ask(client, MANY);
      ask(client, 1);
      ask(client, MOST);
      assertThat(turns).anyMatch(turn -> turn > MOST / 2);
    }
  }
}

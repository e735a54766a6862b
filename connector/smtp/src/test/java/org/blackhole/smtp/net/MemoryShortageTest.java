// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.blackhole.smtp.api.Scheme;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At the bound of direct memory sessions end; the server goes on. */
class MemoryShortageTest {

  private static final int CLIENTS = 500;
  private static final String BOUND = String.valueOf(4 << 20);

  /** More than the server keeps of a client that it lets wait. */
  private static final String AHEAD = "NOOP\r\n".repeat(5000);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"SMTP", "SMTPS"})
  void whoFindsNoMemoryGivesWayAndTheOthersStay(Scheme scheme) throws Exception {
    // NIO does not tell that a client has gone while nothing more is wanted of it.
    assumeTrue(Epoll.isAvailable());
    List<Client> clients = new ArrayList<>();
    try (SmallMemoryServer server = SmallMemoryServer.start(folder, scheme, BOUND)) {
      InetSocketAddress address = server.address();
      Client early = Client.by(scheme, address).greet();
      for (int i = 0; i < CLIENTS && complaints(server) == 0; i++) {
        fill(address, scheme, clients);
      }
      patiently().untilAsserted(() -> assertThat(complaints(server)).isOne());
      if (scheme == Scheme.SMTP) {
        patiently().until(() -> clients.stream().anyMatch(MemoryShortageTest::isTold));
      }
      for (Client client : clients) {
        client.close();
      }

      patiently()
          .ignoreExceptions()
          .untilAsserted(() -> Client.by(scheme, address).greet().mail().quit());
      early.mail().quit();
      assertThat(server.isAlive()).isTrue();
      assertThat(server.log()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private static long complaints(SmallMemoryServer server) {
    return server.log().stream().filter(line -> line.contains("for want of memory")).count();
  }

  /** One more that takes as much as it gets. */
  private static void fill(InetSocketAddress address, Scheme scheme, List<Client> clients) {
    try {
      Client client = Client.by(scheme, address);
      clients.add(client);
      client.hear("220 ").say(AHEAD);
    } catch (IOException cutOff) {
      // it came too late
    }
  }

  private static boolean isTold(Client client) {
    try {
      String reply = client.hasHeard() ? client.reply() : null;
      return reply != null && reply.startsWith("421 4.3.2 ");
    } catch (IOException cutOff) {
      return false;
    }
  }
}

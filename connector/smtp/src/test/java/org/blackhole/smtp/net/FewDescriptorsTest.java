// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the process has no file descriptor left, accepting rests, and goes on by itself. */
class FewDescriptorsTest {

  private static final int LIMIT = 256;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
  void acceptingRestsWithoutSpinningAndRecovers(TransportKind kind) throws Exception {
    assumeTrue(kind != TransportKind.EPOLL || Epoll.isAvailable());
    assumeTrue(kind != TransportKind.IO_URING || IoUring.isAvailable());
    List<Client> clients = new ArrayList<>();
    try (FewDescriptorsServer server = FewDescriptorsServer.start(folder, kind, LIMIT)) {
      InetSocketAddress address = server.address();
      Client.from("127.0.0.1", address).greet().mail().quit();
      Client.from("127.0.0.1", address).greet().reset();
      Client early = Client.from("127.0.0.1", address).greet().mail();
      assertThat(server.ask("fault")).isEqualTo("null");

      for (int i = 0; i < LIMIT; i++) {
        clients.add(Client.from("127.0.0.1", address));
      }
      // The second and third time are a second apart; whoever spins is at thousands by then.
      patiently().until(() -> failures(server) >= 3);
      assertThat(failures(server)).isLessThan(10);
      assertThat(server.ask("fault"))
          .startsWith("Listener mx cannot take connections")
          .contains("Too many open files", "this process may have " + LIMIT + " of them", "ulimit")
          .contains("maxSessions");
      assertThat(warnings(server)).isOne();
      early.mail();
      clients.get(0).greet().mail();

      for (Client client : clients) {
        client.close();
      }
      Client.from("127.0.0.1", address).greet().mail().quit();
      patiently().until(() -> server.ask("fault").equals("null"));
      early.mail().quit();
      assertThat(warnings(server)).as("warnings: %s", server.log()).isOne();
      assertThat(server.log()).anyMatch(line -> line.contains("takes connections again"));
      assertThat(server.log()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  private static int failures(FewDescriptorsServer server) throws Exception {
    return Integer.parseInt(server.ask("failures"));
  }

  private static long warnings(FewDescriptorsServer server) {
    return server.log().stream().filter(line -> line.startsWith("WARNING")).count();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(1));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** Thousands of sessions that hang, or wait for long, hold up nobody. */
class HangTest extends OnEachTransport {

  private static final int ENOUGH = 2_000;
  private static final int MANY = 4_000;
  private static final Duration LONG = Duration.ofHours(1);

  HangTest(TransportKind kind) {
    super(kind);
  }

  /** Each takes two descriptors, as its client is here too. */
  private static int sessions() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int)
            Math.min(
                MANY,
                (system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount()) / 2
                    - 100)
        : ENOUGH;
  }

  @Test
  void thousandsHangWhileOthersAreServed() throws Exception {
    Verdict hang = Verdict.hang(LONG);
    Verdict late = Verdict.proceed().after(LONG);
    int many = sessions();
    assertThat(many).isGreaterThanOrEqualTo(ENOUGH);
    SmtpSocket hanging =
        serve(peer -> new Recording(call -> peer.ordinal() % 2 == 0 ? hang : late));
    SmtpSocket other = serve(new Recording());
    int threads = Thread.activeCount();
    List<SocketChannel> clients = new ArrayList<>();
    try {
      InetSocketAddress address = hanging.info().address();
      for (int i = 0; i < many; i++) {
        SocketChannel client = SocketChannel.open(address);
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.write(ByteBuffer.wrap("EHLO x\r\n".getBytes(StandardCharsets.US_ASCII)));
        clients.add(client);
      }
      await().untilAsserted(() -> assertThat(hanging.counts().live()).isEqualTo(many));
      for (int i = 0; i < 4 * LOOPS; i++) {
        Client.of(other).greet().mail().quit();
      }
      assertThat(hanging.counts().octetsOut()).isZero();
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + LOOPS);
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
    awaitNobody(hanging);
  }
}

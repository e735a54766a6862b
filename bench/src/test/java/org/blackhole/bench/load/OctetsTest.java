// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctetsTest {

  private static final Load LOAD =
      Load.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 25));

  @ParameterizedTest
  @ValueSource(ints = {100, 255, 256, 257, 1024, 1025, 1100, 65_536, 1 << 20})
  void aMessageHasTheSizeAskedForAndOneEnd(int size) {
    try (Octets octets = new Octets(LOAD.withSize(size))) {
      String message = octets.step(octets.steps() - 1).octets().toString(US_ASCII);
      assertThat(message).hasSize(size + 3).endsWith("\r\n.\r\n");
      assertThat(message.indexOf("\r\n.")).isEqualTo(size - 2);
      assertThat(message.replace("\r\n", "")).doesNotContain("\r", "\n");
    }
  }

  @Test
  void aPipelinedTransactionIsTwoWrites() {
    try (Octets octets = new Octets(LOAD.withRecipients(3).withPipelining(true))) {
      assertThat(octets.steps()).isEqualTo(2);
      assertThat(octets.step(0).replies()).isEqualTo(5);
      assertThat(octets.step(0).octets().toString(US_ASCII))
          .isEqualTo(
              """
              MAIL FROM:<a@lab.example>
              RCPT TO:<b@lab.example>
              RCPT TO:<b1@lab.example>
              RCPT TO:<b2@lab.example>
              DATA
              """
                  .replace("\n", "\r\n"));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class RepliesTest {

  private final Replies replies = new Replies();

  @Test
  void aReplyOfSeveralLinesIsOne() {
    ByteBuf in = octets("250-mx.example\r\n250-SIZE\r\n250 HELP\r\n354 Go\r\n");
    assertThat(replies.next(in)).isEqualTo(250);
    assertThat(replies.next(in)).isEqualTo(354);
    assertThat(replies.next(in)).isZero();
  }

  @Test
  void aReplyMayComeOctetByOctet() {
    String text = "250-mx.example\r\n250 HELP\r\n";
    for (char octet : text.substring(0, text.length() - 1).toCharArray()) {
      assertThat(replies.next(octets(String.valueOf(octet)))).isZero();
    }
    assertThat(replies.next(octets("\n"))).isEqualTo(250);
  }

  @Test
  void theTextOfARefusalIsKept() {
    assertThat(replies.next(octets("550 5.1.1 No such mailbox\r\n"))).isEqualTo(550);
    assertThat(replies.text()).isEqualTo(" 5.1.1 No such mailbox");
  }

  private static ByteBuf octets(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }
}

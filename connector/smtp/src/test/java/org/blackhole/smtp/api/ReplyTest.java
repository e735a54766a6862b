// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321 4.2 and RFC 2034. */
class ReplyTest {

  private static String wire(Reply reply) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reply.writeTo(out::write);
    assertThat(out.size()).isEqualTo(reply.length());
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void everyLineCarriesItsCodes() {
    Reply reply = Reply.of(451, EnhancedCode.parse("4.7.1"), List.of("one", "two"));
    assertThat(wire(reply)).isEqualTo("451-4.7.1 one\r\n451 4.7.1 two\r\n");
    assertThat(wire(Reply.of(220, "mx.example ESMTP"))).isEqualTo("220 mx.example ESMTP\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "\0", "\u007f", "\u00fc", "\u0085"})
  void noTextCanBreakItsLine(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(250, text));
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.parse("250 2.0.0 " + text));
  }

  @Test
  void codesHaveToFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(250, "5.0.0", "no"));
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(199, "no"));
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(600, "no"));
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(250, "3.0.0", "no"));
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(250, "x".repeat(507)));
    assertThat(wire(Reply.of(250, "x".repeat(506)))).hasSize(Reply.MAX_LINE);
  }

  @Test
  void readsWhatPeopleWrite() {
    assertThat(Reply.parse("451 4.7.1 Try again later"))
        .isEqualTo(Reply.of(451, "4.7.1", "Try again later"));
    assertThat(Reply.parse("550 no")).isEqualTo(Reply.of(550, "no"));
    assertThat(Reply.parse("550")).isEqualTo(Reply.of(550, ""));
    assertThat(Reply.parse("550 5.1.1")).isEqualTo(Reply.of(550, "5.1.1", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.parse("55 no"));
    assertThatIllegalArgumentException().isThrownBy(() -> Reply.parse("550no"));
  }
}

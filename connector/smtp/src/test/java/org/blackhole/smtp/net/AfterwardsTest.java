// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows that a client takes no notice of the last word. */
class AfterwardsTest {

  private static boolean shows(int pardoned, String... reads) {
    Afterwards afterwards = new Afterwards(pardoned);
    return Stream.of(reads).map(AfterwardsTest::octets).anyMatch(afterwards::showsGoingOn);
  }

  private static ByteBuf octets(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"QUIT\r\n", "quit\r\n", "Quit \r\n", "QUIT\n", "QUIT\r\nQUIT\r\n", "", "EH"})
  void quitIsPoliteAndHalfALineIsNone(String text) {
    assertThat(shows(0, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EHLO x\r\n", "QUITE\r\n", "QUI\r\n", "\r\n", "QUIT x\r\n", "QUIT\r\nNOOP\r\n"})
  void anyOtherLineShowsIt(String text) {
    assertThat(shows(0, text)).isTrue();
  }

  @Test
  void aLineMayComeInPieces() {
    assertThat(shows(0, "QU", "IT\r", "\n")).isFalse();
    assertThat(shows(0, "NO", "OP\r\n")).isTrue();
  }

  @Test
  void whatMayHaveCrossedTheLastWordIsPardoned() {
    assertThat(shows(1, "NOOP\r\n", "QUIT\r\n")).isFalse();
    assertThat(shows(1, "NOOP\r\n", "NOOP\r\n")).isTrue();
    assertThat(shows(Integer.MAX_VALUE, "NOOP\r\nNOOP\r\n")).isFalse();
  }
}

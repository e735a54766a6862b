// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.blackhole.smtp.wire.ContentSink;
import org.blackhole.smtp.wire.DataDecoder;
import org.blackhole.smtp.wire.DataOracle;
import org.blackhole.smtp.wire.LineBreaks;
import org.blackhole.smtp.wire.LineMeter;
import org.junit.jupiter.params.provider.MethodSource;

/** Content of DATA under each setting of bare line breaks, against what the RFC says. */
class DataDecoderFuzzTest {

  private static final String BARE = "(?<!\r)\n|\r(?!\n)";
  private static final int MAX_LINE = 16;

  /** What came of some pieces. */
  private record Decoded(
      boolean ended,
      String content,
      long size,
      String rest,
      boolean bare,
      long added,
      boolean over) {}

  static Stream<byte[]> seeds() {
    return Seeds.under(
        3,
        Stream.concat(
            Seeds.transcripts().stream(),
            Stream.of(
                "\r\n.\r\n",
                ".\r\n",
                "..\r\n.\r\n",
                ".\r.\r\n.\r\nNOOP\r\n",
                "a\r\r\n.\r\r\n\r\n.\r\n",
                "a\n.\nb\r.\rc\r\n\n\r.\r\n\r\n.\r\n.\r\n",
                "\r\n.\r",
                "0123456789abcd\r\n0123456789abcde\r\n.\r\n",
                "01234567\n01234567\r\n.\r\n")));
  }

  @MethodSource("seeds")
  @FuzzTest
  void contentIsWhatTheRfcSays(byte[] raw) {
    FuzzInput input = new FuzzInput(raw);
    Decoded got = input.inEverySplit(pieces -> decode(pieces, input.first(3)));
    DataOracle expected = DataOracle.read(input.latin1());
    String content = expected.content();

    assertThat(got.ended()).isEqualTo(content != null);
    assertThat(got.rest()).isEqualTo(expected.rest());
    if (content == null) {
      return;
    }
    assertThat(got.size()).isEqualTo(content.length());
    String mended = content.replaceAll(BARE, "\r\n");
    switch (input.first(3)) {
      case 0 -> assertThat(got.content()).isEqualTo(content);
      case 1 -> {
        assertThat(got.content()).isEqualTo(content);
        assertThat(got.bare()).isEqualTo(!mended.equals(content));
      }
      default -> {
        assertThat(got.content()).isEqualTo(mended);
        assertThat(got.bare()).isEqualTo(!mended.equals(content));
        assertThat(got.added()).isEqualTo(mended.length() - content.length());
      }
    }
    assertThat(got.over())
        .isEqualTo(Stream.of(content.split("(?<=\r\n)", -1)).anyMatch(l -> l.length() > MAX_LINE));
  }

  private static Decoded decode(List<byte[]> pieces, int setting) {
    StringBuilder content = new StringBuilder();
    ContentSink taker =
        (buffer, index, length) ->
            content.append(buffer.toString(index, length, StandardCharsets.ISO_8859_1));
    LineBreaks breaks = new LineBreaks(setting == 2, taker);
    LineMeter meter = new LineMeter(MAX_LINE, setting == 0 ? taker : breaks);
    DataDecoder decoder = new DataDecoder();
    breaks.begin();
    meter.begin();
    StringBuilder rest = new StringBuilder();
    boolean ended = false;
    for (byte[] piece : pieces) {
      ByteBuf in = FuzzInput.buffer(piece);
      if (!ended) {
        ended = decoder.decode(in, meter);
      }
      rest.append(in.toString(StandardCharsets.ISO_8859_1));
      in.release();
    }
    breaks.end();
    return new Decoded(
        ended,
        content.toString(),
        decoder.size(),
        rest.toString(),
        breaks.isBare(),
        breaks.added(),
        meter.isExceeded());
  }
}

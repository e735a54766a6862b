// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataDecoderTest {

  private static final String ALPHABET = "\r\n.x";
  private static final String END = "\r\n.\r\n";

  /** What a decoder made of some pieces. */
  private record Decoded(@Nullable String content, long size, String rest) {}

  private static Decoded decode(List<String> pieces, boolean direct, boolean withSink) {
    DataDecoder decoder = new DataDecoder();
    StringBuilder content = new StringBuilder();
    ContentSink sink =
        withSink
            ? (buffer, index, length) ->
                content.append(buffer.toString(index, length, StandardCharsets.ISO_8859_1))
            : null;
    for (int i = 0; i < pieces.size(); i++) {
      byte[] octets = DataOracle.octets(pieces.get(i));
      ByteBuf piece = direct ? Unpooled.directBuffer(octets.length + 1) : Unpooled.buffer();
      piece.writeBytes(octets);
      boolean ended = decoder.decode(piece, sink);
      String rest = piece.toString(StandardCharsets.ISO_8859_1);
      piece.release();
      if (ended) {
        String left = rest + String.join("", pieces.subList(i + 1, pieces.size()));
        return new Decoded(content.toString(), decoder.size(), left);
      }
      assertThat(rest).isEmpty();
    }
    return new Decoded(null, decoder.size(), "");
  }

  private static void check(String octets, List<String> pieces, boolean direct) {
    DataOracle expected = DataOracle.read(octets);
    Decoded seen = decode(pieces, direct, true);
    assertThat(seen.content()).describedAs("%s", pieces).isEqualTo(expected.content());
    assertThat(seen.rest()).describedAs("%s", pieces).isEqualTo(expected.rest());
    Decoded blind = decode(pieces, direct, false);
    assertThat(blind.rest()).isEqualTo(expected.rest());
    assertThat(blind.size()).isEqualTo(seen.size());
    if (expected.content() != null) {
      assertThat(seen.size()).isEqualTo(expected.content().length());
    }
  }

  /** Every way to cut a text in two or three. */
  private static void inSplits(String octets) {
    check(octets, List.of(octets), true);
    for (int i = 0; i <= octets.length(); i++) {
      check(octets, List.of(octets.substring(0, i), octets.substring(i)), false);
    }
    check(octets, octets.chars().mapToObj(c -> "" + (char) c).toList(), false);
  }

  @Test
  void agreesWithTheOracleOnEveryShortInputInEverySplit() {
    forEachText(ALPHABET, 6, DataDecoderTest::inSplits);
  }

  @Test
  void agreesWithTheOracleOnEveryEndingMadeOfLineEndsNulAndDot() {
    forEachText("\r\n.\0", 5, ending -> inSplits("a" + ending + END + "NOOP\r\n"));
  }

  private static void forEachText(
      String alphabet, int length, java.util.function.Consumer<String> check) {
    List<String> texts = List.of("");
    for (int n = 0; n < length; n++) {
      List<String> longer = new ArrayList<>();
      for (String text : texts) {
        for (int i = 0; i < alphabet.length(); i++) {
          longer.add(text + alphabet.charAt(i));
        }
      }
      longer.forEach(check);
      texts = longer;
    }
  }

  @Test
  void agreesWithTheOracleOnLongRandomInputInRandomSplits() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      Function<Integer, String> text =
          n -> {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < n; i++) {
              out.append(
                  random.nextInt(8) == 0 ? "\r\n." : "" + ALPHABET.charAt(random.nextInt(4)));
            }
            return out.toString();
          };
      String octets = text.apply(random.nextInt(200)) + END + text.apply(5);
      List<String> pieces = new ArrayList<>();
      for (int at = 0; at < octets.length(); ) {
        int to = Math.min(octets.length(), at + 1 + random.nextInt(1 + seed % 40));
        pieces.add(octets.substring(at, to));
        at = to;
      }
      check(octets, pieces, seed % 2 == 0);
    }
  }

  @Test
  void readsOneMessageAfterAnotherFromOneBuffer() {
    DataDecoder decoder = new DataDecoder();
    ByteBuf in =
        Unpooled.copiedBuffer("one\r\n.\r\n.\r\n..three\r\n.\r\n", StandardCharsets.US_ASCII);
    assertThat(decoder.decode(in, null)).isTrue();
    assertThat(decoder.size()).isEqualTo(5);
    assertThat(decoder.decode(in, null)).isTrue();
    assertThat(decoder.size()).isZero();
    assertThat(decoder.decode(in, null)).isTrue();
    assertThat(decoder.size()).isEqualTo(8);
    assertThat(in.isReadable()).isFalse();
    in.release();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.blackhole.smtp.wire.ChunkDecoder;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks of BDAT; here one is an octet that tells the size, and as many octets. */
class ChunkDecoderFuzzTest {

  /** What is left to come may be more than an int can count. */
  private static final long HUGE = Long.MAX_VALUE;

  private static final int TELLS_HUGE = 255;

  static Stream<byte[]> seeds() {
    return Seeds.under(
        1, Stream.of("\3abc\0\1x\2yz", "\0\0\0", "\5abc", "\377abc", "\4\r\n.\r\1\n\2.\r"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void chunksAreCountedOff(byte[] raw) {
    FuzzInput input = new FuzzInput(raw);
    List<String> chunks = input.inEverySplit(ChunkDecoderFuzzTest::decode);
    assertThat(chunks).isEqualTo(expected(input.latin1()));
  }

  private static List<String> expected(String text) {
    List<String> chunks = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int size = text.charAt(at++);
      int to = size == TELLS_HUGE ? text.length() : Math.min(text.length(), at + size);
      chunks.add(text.substring(at, to));
      at = to;
    }
    return chunks;
  }

  private static List<String> decode(List<byte[]> pieces) {
    ChunkDecoder decoder = new ChunkDecoder();
    List<String> chunks = new ArrayList<>();
    StringBuilder content = new StringBuilder();
    long total = 0;
    boolean within = false;
    for (byte[] piece : pieces) {
      ByteBuf in = FuzzInput.buffer(piece);
      while (in.isReadable()) {
        if (!within) {
          int size = in.readUnsignedByte();
          decoder.begin(size == TELLS_HUGE ? HUGE : size);
          within = true;
          content.setLength(0);
        }
        boolean complete =
            decoder.decode(
                in,
                (buffer, index, length) ->
                    content.append(buffer.toString(index, length, StandardCharsets.ISO_8859_1)));
        if (complete) {
          chunks.add(content.toString());
          total += content.length();
          assertThat(decoder.size()).isEqualTo(total);
          within = false;
        } else {
          assertThat(in.isReadable()).isFalse();
        }
      }
      in.release();
    }
    if (within) {
      chunks.add(content.toString());
    }
    return chunks;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.blackhole.smtp.api.FieldNames;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.wire.HeaderCollector;
import org.junit.jupiter.params.provider.MethodSource;

/** Header sections, within the limit and over it. */
class HeaderCollectorFuzzTest {

  private static final int[] LIMITS = {1, 2, 7, 40, 65_536};

  private static final FieldNames NAMES = FieldNames.of(List.of("A", "E", "Subject"));

  /** Beyond what it may keep: a blank line. */
  private static final int BLANK_LINE = 2;

  /** A section as an application reads it. */
  private record Section(boolean truncated, List<String> fields) {}

  static Stream<byte[]> seeds() {
    return Seeds.under(
        LIMITS.length,
        Stream.of(
            "\r\nbody",
            "A: b\r\n\r\nC: d\r\n",
            "A: b\r\n c\r\n\td\r\nE:f\r\n\r\n",
            "A: b",
            "A:\r\n\r\r\n\r\n",
            "A : b\r\na\t:c\r\n: d\r\n\r\n",
            "no field\r\nA: b\r\n\r\n",
            "A: b\nc: d\n\nE: f\r\n\r\n",
            "Subject: \303\244\377\r\nFrom: x\r\nsubject: two\r\n\r\n",
            "X-Blackhole-Delay: 1s\r\n\r\n"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void aSectionIsHandedOverOnceAndWithinItsLimit(byte[] raw) {
    FuzzInput input = new FuzzInput(raw);
    int limit = LIMITS[input.first(LIMITS.length)];
    Section section = input.inEverySplit(pieces -> collect(limit, pieces));
    assertThat(section.fields()).noneMatch(f -> f.indexOf('\r') >= 0 || f.indexOf('\n') >= 0);
    assertThat(String.join("", section.fields()).length()).isLessThanOrEqualTo(limit);
    assertThat(section.truncated()).isEqualTo(sectionOf(input.latin1()).length() > limit);
  }

  /** Up to the blank line; all of it if there is none. */
  private static String sectionOf(String text) {
    int blank = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n") + 2;
    return text.startsWith("\r\n") || blank >= 2 ? text.substring(0, blank) : text;
  }

  private static Section collect(int limit, List<byte[]> pieces) {
    List<Section> taken = new ArrayList<>();
    HeaderCollector collector = new HeaderCollector(limit, headers -> taken.add(read(headers)));
    collector.begin();
    for (byte[] piece : pieces) {
      ByteBuf in = FuzzInput.buffer(piece);
      collector.content(in, in.readerIndex(), in.readableBytes());
      in.release();
      assertThat(Kept.by(collector)).isLessThanOrEqualTo(limit + BLANK_LINE);
    }
    collector.end();
    assertThat(taken).hasSize(1);
    return taken.get(0);
  }

  private static Section read(Headers headers) {
    List<String> fields = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          fields.add(name + ":" + value);
          assertThat(headers.all(name)).contains(value);
          assertThat(headers.first(name)).isEqualTo(headers.all(name).get(0));
        });
    List<String> wanted = new ArrayList<>();
    headers.forEach(NAMES, (name, value) -> wanted.add(NAMES.name(name) + ":" + value));
    List<String> filtered = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          if (NAMES.indexOf(name) >= 0) {
            filtered.add(NAMES.name(NAMES.indexOf(name)) + ":" + value);
          }
        });
    assertThat(wanted).isEqualTo(filtered);
    return new Section(headers.isTruncated(), fields);
  }
}

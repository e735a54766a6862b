// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.api.FieldNames;
import org.blackhole.smtp.api.Headers;
import org.junit.jupiter.api.Test;

/** RFC 5322 2.1 and 2.2. */
class HeaderCollectorTest {

  private static final String MESSAGE =
      "Subject: first\r\n\tfolded \r\nX-Blackhole-Mode : bounce\r\nsubject:second\r\nEmpty:\r\n"
          + "\r\nSubject: body\r\n\r\nmore";

  private static final List<String> FIELDS =
      List.of("Subject=first\tfolded", "X-Blackhole-Mode=bounce", "subject=second", "Empty=");

  private static List<String> read(int limit, List<String> pieces) {
    List<String> fields = new ArrayList<>();
    HeaderCollector collector =
        new HeaderCollector(
            limit,
            headers -> {
              headers.forEach((name, value) -> fields.add(name + "=" + value));
              fields.add("truncated=" + headers.isTruncated());
            });
    collector.begin();
    for (String piece : pieces) {
      ByteBuf buffer = Unpooled.copiedBuffer("??" + piece, StandardCharsets.UTF_8);
      collector.content(buffer, 2, buffer.readableBytes() - 2);
      buffer.release();
    }
    collector.end();
    return fields;
  }

  private static List<String> with(List<String> fields, boolean truncated) {
    List<String> all = new ArrayList<>(fields);
    all.add("truncated=" + truncated);
    return all;
  }

  @Test
  void aSplitAnywhereGivesTheSame() {
    for (int i = 0; i <= MESSAGE.length(); i++) {
      for (int j = i; j <= MESSAGE.length(); j++) {
        List<String> pieces =
            List.of(MESSAGE.substring(0, i), MESSAGE.substring(i, j), MESSAGE.substring(j));
        assertThat(read(1000, pieces)).describedAs("%d %d", i, j).isEqualTo(with(FIELDS, false));
      }
    }
  }

  @Test
  void aMessageWithoutBlankLineIsAllHeaders() {
    assertThat(read(1000, List.of("A: 1\r\n", "B: 2\r\n")))
        .isEqualTo(with(List.of("A=1", "B=2"), false));
  }

  @Test
  void aMessageThatBeginsWithABlankLineHasNoHeaders() {
    assertThat(read(1000, List.of("\r\nA: 1\r\n\r\n"))).isEqualTo(with(List.of(), false));
    assertThat(read(1000, List.of("\r", "\nA: 1\r\n\r\n"))).isEqualTo(with(List.of(), false));
    assertThat(read(1000, List.of())).isEqualTo(with(List.of(), false));
  }

  @Test
  void theSectionEndsAtALineThatIsNoField() {
    assertThat(read(1000, List.of("A: 1\r\nDear Sir: hello\r\nB: 2\r\n\r\n")))
        .isEqualTo(with(List.of("A=1"), false));
  }

  @Test
  void aSectionOverTheLimitIsTruncated() {
    String long_ = "A: 1\r\nB: " + "x".repeat(100) + "\r\n\r\n";
    assertThat(read(20, List.of(long_)).get(0)).isEqualTo("A=1");
    assertThat(read(20, List.of(long_))).endsWith("truncated=true");
    assertThat(read(20, long_.chars().mapToObj(c -> "" + (char) c).toList()))
        .endsWith("truncated=true");
  }

  @Test
  void fieldsThatAreLookedForAreShownInOrder() {
    FieldNames names = FieldNames.of(List.of("Empty", "Subject", "X", "X-Blackhole-Mode"));
    List<String> found = new ArrayList<>();
    HeaderCollector collector =
        new HeaderCollector(
            1000,
            headers ->
                headers.forEach(names, (name, value) -> found.add(names.name(name) + "=" + value)));
    collector.begin();
    ByteBuf buffer = Unpooled.copiedBuffer("From: a\r\n" + MESSAGE, StandardCharsets.UTF_8);
    collector.content(buffer, 0, buffer.readableBytes());
    buffer.release();
    assertThat(found)
        .containsExactly(
            "subject=first\tfolded", "x-blackhole-mode=bounce", "subject=second", "empty=");
  }

  @Test
  void aSectionIsEmptyOnceItsCallIsOver() {
    List<Headers> kept = new ArrayList<>();
    HeaderCollector collector = new HeaderCollector(1000, kept::add);
    collector.begin();
    ByteBuf buffer = Unpooled.copiedBuffer(MESSAGE, StandardCharsets.UTF_8);
    collector.content(buffer, 0, buffer.readableBytes());
    buffer.release();
    assertThat(kept).hasSize(1).allMatch(headers -> headers.first("Subject") == null);
  }

  @Test
  void namesAreFoundWithoutRegardToCase() {
    List<String> found = new ArrayList<>();
    HeaderCollector collector =
        new HeaderCollector(
            1000,
            headers -> {
              found.add(String.valueOf(headers.first("SUBJECT")));
              found.addAll(headers.all("Subject"));
              found.add(String.valueOf(headers.first("x-blackhole-mode")));
              found.add(String.valueOf(headers.first("Mode")));
            });
    collector.begin();
    ByteBuf buffer = Unpooled.copiedBuffer(MESSAGE, StandardCharsets.UTF_8);
    collector.content(buffer, 0, buffer.readableBytes());
    buffer.release();
    assertThat(found).containsExactly("first\tfolded", "first\tfolded", "second", "bounce", "null");
  }
}

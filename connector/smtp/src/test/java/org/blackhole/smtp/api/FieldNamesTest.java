// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldNamesTest {

  @Test
  void aNameIsFoundWithoutRegardToCase() {
    FieldNames names = FieldNames.of(List.of("Subject", "X-A", "subject", "x-b"));

    assertThat(names.size()).isEqualTo(3);
    assertThat(names.indexOf("SUBJECT")).isZero();
    assertThat(names.indexOf("x-a")).isEqualTo(1);
    assertThat(names.indexOf(CharBuffer.wrap("X-B"))).isEqualTo(2);
    assertThat(names.name(2)).isEqualTo("x-b");
  }

  @Test
  void whatLooksAlikeIsNotFound() {
    FieldNames names = FieldNames.of(List.of("Subject", "X-A"));

    assertThat(List.of("", "S", "Subjects", "Sobject", "X-", "X A", "Subjekt"))
        .allMatch(name -> names.indexOf(name) < 0);
    assertThat(FieldNames.NONE.indexOf("")).isNegative();
    assertThat(FieldNames.NONE.indexOf("Subject")).isNegative();
  }

  @Test
  void eachOfManyIsFound() {
    List<String> all = IntStream.range(0, 5000).mapToObj(i -> "X-" + i + "-Y").toList();
    FieldNames names = FieldNames.of(all);

    for (int i = 0; i < all.size(); i++) {
      assertThat(names.indexOf(all.get(i))).isEqualTo(i);
    }
    assertThat(names.indexOf("X-5000-Y")).isNegative();
  }
}

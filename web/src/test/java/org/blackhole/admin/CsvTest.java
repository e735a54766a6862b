// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void everyLineEndsAndWhatWouldBreakItIsQuoted() {
    Csv csv = new Csv("name", "number");
    csv.row("plain", 12L);
    csv.row("a,b", 0.00025);
    csv.row("say \"hi\"", 1e9);
    csv.row("two\r\nlines", "");
    assertThat(csv.toString())
        .isEqualTo(
            "name,number\r\nplain,12\r\n\"a,b\",0.00025\r\n\"say \"\"hi\"\"\",1000000000\r\n"
                + "\"two\r\nlines\",\r\n");
  }

  @Test
  void aTableIsAskedForByAccept() {
    assertThat(Csv.isAskedFor(HistoryResourceTest.wants("text/csv", "application/json"))).isTrue();
    assertThat(Csv.isAskedFor(HistoryResourceTest.wants("text/html", "text/*", "*/*"))).isTrue();
    assertThat(Csv.isAskedFor(HistoryResourceTest.wants("application/json", "text/csv"))).isFalse();
    assertThat(Csv.isAskedFor(HistoryResourceTest.wants("*/*"))).isFalse();
    assertThat(Csv.isAskedFor(HistoryResourceTest.wants())).isFalse();
  }

  @Test
  void aLineHasAValueForEachColumn() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Csv("a", "b").row("one"));
  }
}

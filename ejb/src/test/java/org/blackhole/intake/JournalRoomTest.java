// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalRoomTest {

  private static JournalRoom of(String sessions, String octets) {
    return JournalRoom.of(Optional.of(sessions), Optional.of(octets));
  }

  @Test
  void whatIsNotSetIsTheDefault() {
    JournalRoom usual = new JournalRoom(10_000, 16_777_216);
    assertThat(JournalRoom.of(Optional.empty(), Optional.empty())).isEqualTo(usual);
    assertThat(of("", " ")).isEqualTo(usual);
  }

  @Test
  void whatIsSetCounts() {
    assertThat(of("500", "2MiB")).isEqualTo(new JournalRoom(500, 2 << 20));
    assertThat(of("0", "0")).isEqualTo(new JournalRoom(0, 0));
  }

  @Test
  void whatIsNotAllowedIsTheDefaultToo() {
    assertThat(of("-1", "17GiB")).isEqualTo(JournalRoom.DEFAULT);
    assertThat(of("many", "1 MB")).isEqualTo(JournalRoom.DEFAULT);
    assertThat(of("1000001", "")).isEqualTo(JournalRoom.DEFAULT);
  }
}

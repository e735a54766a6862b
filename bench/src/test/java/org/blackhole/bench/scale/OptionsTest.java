// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void figuresOfAQuickRunDoNotReplaceThoseOfAFullOne() throws Exception {
    assertThat(Options.of().folder()).isEqualTo(Path.of("docs/performance"));
    assertThat(Options.of("--quick").folder()).isEqualTo(Path.of("bench/target/scale"));
  }

  @Test
  void anOptionTakesItsValue() throws Exception {
    Options options = Options.of("--only", "rules,idle", "--quick", "--seconds", "7");
    assertThat(options.only()).containsExactly("rules", "idle");
    assertThat(options.window()).isEqualTo(Duration.ofSeconds(7));
    assertThat(options.quick()).isTrue();
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(() -> Options.of("--ony", "rules")).hasMessage("unknown: --ony");
    assertThatThrownBy(() -> Options.of("--rate", "0"))
        .hasMessage("--rate takes a number above zero, not 0");
    assertThatThrownBy(() -> Options.of("--out")).hasMessage("--out takes a value");
  }
}

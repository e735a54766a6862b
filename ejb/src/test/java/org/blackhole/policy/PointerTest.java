// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON pointers as URI fragments (RFC 6901 6). */
class PointerTest {

  @ParameterizedTest
  @CsvSource({
    "mx, #/listeners/mx",
    "a/b, #/listeners/a~1b",
    "m~n, #/listeners/m~0n",
    "c%d, #/listeners/c%25d",
    "e^f, #/listeners/e%5Ef",
    "g h, #/listeners/g%20h",
    "ü, #/listeners/%C3%BC"
  })
  void aNameIsEscapedForPointerAndFragment(String name, String fragment) {
    assertThat(Pointer.ROOT.member("listeners").member(name)).hasToString(fragment);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackhole.smtp.wire.Xtext;
import org.junit.jupiter.params.provider.MethodSource;

/** The xtext of RFC 3461 4, against its grammar. */
class XtextFuzzTest {

  private static final Pattern GRAMMAR = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})*+");

  static Stream<byte[]> seeds() {
    return Seeds.under(
        2, Stream.of("abc", "a+2Bb+3D", "+", "+2", "+2b", "+zz", "a=b", "a b", "+0D+0A", "\u00ff"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatTheGrammarTakesIsDecoded(byte[] raw) {
    String text = new FuzzInput(raw).text();
    String decoded = Xtext.decode(text);
    assertThat(decoded != null).isEqualTo(GRAMMAR.matcher(text).matches());
    assertThat(Xtext.isValid(text)).isEqualTo(decoded != null);
    if (decoded != null) {
      assertThat(decoded.chars()).allMatch(c -> c <= 0xff);
      assertThat(Xtext.decode(encode(decoded))).isEqualTo(decoded);
    }
  }

  private static String encode(String text) {
    return text.chars()
        .mapToObj(c -> c > ' ' && c < 127 && c != '+' && c != '=' ? "" + (char) c : hex(c))
        .collect(Collectors.joining());
  }

  private static String hex(int octet) {
    return String.format("+%02X", octet);
  }
}

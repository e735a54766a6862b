// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from expressions. */
class NeededTextsTest {

  private static final String[] PIECES = {
    "a",
    "b",
    "K",
    "s",
    "S",
    "ab",
    "-",
    "@",
    "\\.",
    ".",
    "^",
    "$",
    "\\d",
    "\\b",
    "\\W",
    "[ab]",
    "[^a]",
    "[]a]",
    "[\\]b]",
    "[[:alpha:]]",
    "[a-c",
    "(",
    "(?:",
    "(?P<n>",
    "(?i)",
    "(?s)",
    ")",
    ")",
    ")",
    "|",
    "*",
    "+",
    "?",
    "{2}",
    "{0,1}",
    "{1,}",
    "{",
    "}",
    "]",
    "*?",
    "\\Q",
    "\\E",
    "\\x61",
    "\\pL",
    "ä",
    "ß"
  };
  private static final String[] TEXTS = {
    "a", "b", "k", "K", "\u212a", "s", "S", "\u017f", "ab", "-", "@", ".", "1", "ä", "Σ", "İ", "]",
    "{", "x"
  };

  @ParameterizedTest
  @CsvSource({
    "invoice, invoice",
    "Invoice [0-9]+, 'invoice '",
    "^(?P<box>[a-z]+)-42@(mx|in)[.], -42@",
    "(?i)^[a-z]+\\.shop@(?:a|b)\\.test$, hop@",
    "colou?r, colo",
    "ab+c, ab",
    "x{2}yz, yz",
    "x{0}yz, yz",
    "(abc)?de, de",
    "(abc)+de, abc",
    "^bounce-.*@lists\\.test$, @lists.test",
    "a[]x]bc, bc",
    "a[^]x]bc, bc",
    "a[[:alpha:]]bc, bc",
  })
  void theTextThatHasToBeThereIsFound(String expression, String text) {
    assertThat(NeededTexts.of(expression)).containsExactly(text);
  }

  @Test
  void ofAlternativesOneHasToBeThere() {
    assertThat(NeededTexts.of("^(alice|bob)$")).containsExactly("alice", "bob");
    assertThat(NeededTexts.of("free|cheap offers?")).containsExactly("free", "cheap offer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".*",
        "a?",
        "a*",
        "a{0,3}",
        "a|",
        "(a|.)",
        "[abc]",
        "(?i)s",
        "(?i)K",
        "(?s)a",
        "a(?i)b",
        "(?i:ab)",
        "\\Qab\\E",
        "\\x61b",
        "ä",
        "[0-9]{3}",
        "\\pLab"
      })
  void whereNothingIsSureNothingIsSaid(String expression) {
    Pattern.compile(expression);

    assertThat(NeededTexts.of(expression)).isEmpty();
  }

  @Test
  void whateverIsFoundHasOneOfTheTexts() {
    Random random = new Random(20261121);
    int told = 0;
    for (int i = 0; i < 60_000; i++) {
      String expression = some(PIECES, 1 + random.nextInt(9), random);
      Pattern pattern;
      try {
        pattern = Pattern.compile(expression);
      } catch (PatternSyntaxException e) {
        continue;
      }
      List<String> needed = NeededTexts.of(expression);
      for (int j = 0; j < 20 && !needed.isEmpty(); j++) {
        String text = some(TEXTS, random.nextInt(8), random);
        if (pattern.matcher(text).find()) {
          told++;
          assertThat(needed)
              .as("%s finds itself in %s", expression, text)
              .anyMatch(text.toLowerCase(Locale.ROOT)::contains);
        }
      }
    }
    assertThat(told).isGreaterThan(1000);
  }

  private static String some(String[] of, int number, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < number; i++) {
      text.append(of[random.nextInt(of.length)]);
    }
    return text.toString();
  }
}

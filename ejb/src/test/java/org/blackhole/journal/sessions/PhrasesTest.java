// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.api.Reply;
import org.junit.jupiter.api.Test;

/** What is said over and over gets a number, and nothing else does. */
class PhrasesTest {

  private final Phrases phrases = new Phrases();

  @Test
  void aConstantIsLearnedTheSecondTime() {
    assertThat(phrases.number(Visit.OK)).isEqualTo(-1);
    int number = phrases.number(Visit.OK);
    assertThat(number).isNotNegative();
    assertThat(phrases.number(Visit.OK)).isEqualTo(number);
    assertThat(phrases.what(number)).isSameAs(Visit.OK);
  }

  @Test
  void whatIsMadeAnewIsNot() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(phrases.number(Reply.of(250, "2.0.0", "OK"))).isEqualTo(-1);
    }
  }

  @Test
  void thereIsRoomForSoManyAndNoMore() {
    List<Reply> many = new ArrayList<>();
    int numbered = 0;
    for (int i = 0; i < 4 * Phrases.MOST; i++) {
      Reply reply = Reply.of(250, "number " + i);
      many.add(reply);
      phrases.number(reply);
      numbered += phrases.number(reply) >= 0 ? 1 : 0;
    }
    assertThat(numbered).isEqualTo(Phrases.MOST);
    for (Reply each : many) {
      int number = phrases.number(each);
      if (number >= 0) {
        assertThat(phrases.what(number)).isSameAs(each);
      }
    }
  }

  @Test
  void whatIsReadAgainHasTheNumberThatItHad() {
    int first = learned(Reply.of(550, "5.1.1", "no such user"));
    for (int i = 0; i < 10 * Phrases.MOST; i++) {
      assertThat(learned(Reply.of(550, "5.1.1", "no such user"))).isEqualTo(first);
      assertThat(learned(String.valueOf(new char[] {'a', ' ', 'r'}))).isEqualTo(first + 1);
    }
    assertThat(learned(Reply.of(550, "5.1.1", "another"))).isEqualTo(2);
  }

  private int learned(Object what) {
    phrases.number(what);
    return phrases.number(what);
  }
}

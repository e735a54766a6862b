// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.ContentInterest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a message a policy has to see. */
class InterestTest {

  private static ContentInterest interest(PolicyInForce policy) {
    Visitor visitor = Visitor.of(policy, 1);
    Letter letter = new Letter(visitor.peer(), 1, Address.NULL, Map.of());
    visitor.conversation().onMail(letter);
    visitor.conversation().onData(letter);
    return visitor.conversation().interest(letter);
  }

  private static ContentInterest interest(String rules) {
    return interest(Documents.inForce("{'switches': false, 'rules': [" + rules + "]}"));
  }

  @Test
  void switchesAreLookedForIfTheyCount() {
    assertThat(interest(Documents.inForce("{}"))).isEqualTo(ContentInterest.HEADERS);
    assertThat(interest(Documents.inForce("{'switches': false}"))).isEqualTo(ContentInterest.NONE);
    assertThat(interest(Documents.inForce("{'listeners': {'mx': {'mode': 'bounce'}}}")))
        .isEqualTo(ContentInterest.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'when': {'header': {'Subject': 'a'}}, ",
        "'when': {'not': {'header': {'Subject': 'a'}}}, ",
        "'at': 'message', 'when': {'header': {'Subject': 'a'}}, ",
        "'at': 'headers', ",
        "'at': 'message', 'script': {'first': 1, 'per': ['messageId']}, "
      })
  void whatLooksAtTheHeaderSectionNeedsIt(String rule) {
    assertThat(interest("{'name': 'a', " + rule + "'then': {'reply': '550 5.7.1 No'}}"))
        .isEqualTo(ContentInterest.HEADERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'when': {'sender': 'a'}, ",
        "'when': {'size': '>1'}, ",
        "'at': 'message', ",
        "'when': {'header': {'Subject': 'a'}, 'listener': 'other'}, "
      })
  void whatDoesNotIsSparedIt(String rule) {
    assertThat(interest("{'name': 'a', " + rule + "'then': {'reply': '550 5.7.1 No'}}"))
        .isEqualTo(ContentInterest.NONE);
  }
}

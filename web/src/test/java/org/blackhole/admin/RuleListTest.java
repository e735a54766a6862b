// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.admin.KeptPolicy.json;

import jakarta.json.JsonObject;
import java.util.List;
import org.blackhole.policy.Fault;
import org.junit.jupiter.api.Test;

class RuleListTest {

  private static final RuleList TWO =
      RuleList.of(
          json(
              "{\"delay\":\"1s\",\"rules\":[{\"name\":\"a\"},{\"name\":\"b\",\"x\":1}],\"seed\":7}"));

  @Test
  void rulesAreFoundByName() {
    assertThat(TWO.index("b")).hasValue(1);
    assertThat(TWO.index("c")).isEmpty();
    assertThat(TWO.find("b")).hasValue(json("{\"name\":\"b\",\"x\":1}"));
    assertThat(TWO.find("c")).isEmpty();
  }

  @Test
  void placesCountAsTheyStand() {
    JsonObject c = json("{\"name\":\"c\"}");
    assertThat(rules(TWO.insert(0, c)))
        .isEqualTo("[{\"name\":\"c\"},{\"name\":\"a\"},{\"name\":\"b\",\"x\":1}]");
    assertThat(rules(TWO.insert(2, c))).endsWith("{\"name\":\"c\"}]");
    assertThat(rules(TWO.replace(1, c))).isEqualTo("[{\"name\":\"a\"},{\"name\":\"c\"}]");
    assertThat(rules(TWO.remove(1))).isEqualTo("[{\"name\":\"a\"}]");
  }

  @Test
  void theRestOfTheDocumentStays() {
    JsonObject without = TWO.remove(0).remove(0).toDocument();
    assertThat(without).isEqualTo(json("{\"delay\":\"1s\",\"seed\":7}"));
    JsonObject rule = json("{\"name\":\"c\"}");
    assertThat(RuleList.of(without).insert(0, rule).toDocument())
        .isEqualTo(json("{\"delay\":\"1s\",\"seed\":7,\"rules\":[{\"name\":\"c\"}]}"));
  }

  @Test
  void faultsPointIntoTheRuleThatWasSent() {
    assertThat(
            RuleList.relative(
                List.of(
                    new Fault("#/rules/1", "a"),
                    new Fault("#/rules/1/then/reply", "b"),
                    new Fault("#/rules/12/name", "c"),
                    new Fault("#/limits", "d")),
                1))
        .containsExactly(
            new Fault("#", "a"),
            new Fault("#/then/reply", "b"),
            new Fault("#", "with it, the policy has a fault at #/rules/12/name: c"),
            new Fault("#", "with it, the policy has a fault at #/limits: d"));
  }

  private static String rules(RuleList list) {
    return String.valueOf(list.toDocument().get("rules"));
  }
}

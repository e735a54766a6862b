// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.admin.compat.ToolCalls.value;

import org.blackhole.admin.KeptPolicy;
import org.blackhole.admin.PolicyChanges;
import org.blackhole.policy.Change;
import org.blackhole.policy.rule.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailpitChaosTest {

  private static final String QUIET =
      "{'Sender':{'ErrorCode':451,'Probability':0},"
          + "'Recipient':{'ErrorCode':451,'Probability':0},"
          + "'Authentication':{'ErrorCode':535,'Probability':0}}";

  private final KeptPolicy kept = new KeptPolicy();
  private final ToolCalls chaos = new ToolCalls(new MailpitChaos(kept.changes()), kept);

  @AfterEach
  void close() {
    kept.close();
  }

  @Test
  void atFirstNothingFails() {
    assertThat(chaos.get()).isEqualTo(QUIET);
    assertThat(chaos.rules()).isEmpty();
  }

  @Test
  void triggersBecomeRulesAndAreReadBackFromThem() {
    Answer put =
        chaos.send(
            "PUT",
            "{'Sender':{'ErrorCode':451,'Probability':5},"
                + "'Recipient':{'ErrorCode':550,'Probability':100},"
                + "'Authentication':{'Probability':50}}");
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.body().replace('"', '\'')).isEqualTo(chaos.get());
    assertThat(value(chaos.get()))
        .isEqualTo(
            value(
                "{'Sender':{'ErrorCode':451,'Probability':5},"
                    + "'Recipient':{'ErrorCode':550,'Probability':100},"
                    + "'Authentication':{'ErrorCode':535,'Probability':50}}"));
    assertThat(chaos.rules())
        .hasToString(
            "[{\"name\":\"mailpit-sender\",\"at\":\"mail\",\"when\":{\"chance\":0.05},"
                + "\"then\":{\"reply\":\"451 Chaos sender error\"}}, "
                + "{\"name\":\"mailpit-recipient\",\"at\":\"rcpt\",\"when\":{\"chance\":1},"
                + "\"then\":{\"reply\":\"550 Chaos recipient error\"}}, "
                + "{\"name\":\"mailpit-authentication\",\"at\":\"auth\",\"when\":{\"chance\":0.5},"
                + "\"then\":{\"reply\":\"535 Chaos authentication error\"}}]");
    assertThat(kept.current().by()).isEqualTo("vera");
    assertThat(kept.current().why()).isEqualTo("Mailpit chaos");
  }

  @Test
  void everyPercentageComesBack() {
    for (int percent = 0; percent <= 100; percent++) {
      String asked = "{'ErrorCode':452,'Probability':" + percent + "}";
      chaos.send("PUT", "{'Sender':" + asked + "}");
      assertThat(chaos.get()).startsWith("{'Sender':" + asked + ",");
    }
  }

  @Test
  void whatIsLeftOutGoesBack() {
    chaos.send("PUT", "{'Sender':{'ErrorCode':550,'Probability':5}}");
    chaos.send("PUT", "{'recipient':{'errorcode':450,'PROBABILITY':1},'more':[]}");
    assertThat(chaos.names()).containsExactly("mailpit-recipient");
    chaos.send("PUT", "{}");
    assertThat(chaos.rules()).isEmpty();
    assertThat(chaos.get()).isEqualTo(QUIET);
  }

  @Test
  void rulesOfOthersStayBehind() {
    String others =
        "{\"rules\":[{\"name\":\"a\",\"at\":\"mail\",\"then\":{\"accept\":true}},"
            + "{\"name\":\"mailhog-b\",\"at\":\"mail\",\"then\":{\"accept\":true}}]}";
    kept.inForce().replace(PolicyChanges.read(KeptPolicy.json(others)), Change.lasting("vera", ""));
    chaos.send("PUT", "{'Sender':{'Probability':5}}");
    chaos.send("PUT", "{'Recipient':{'Probability':5}}");
    assertThat(kept.current().document().rules())
        .extracting(Rule::name)
        .containsExactly("mailpit-recipient", "a", "mailhog-b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'Sender':{'ErrorCode':399}}                   | error code must be between 400 and 599",
        "{'Sender':{'ErrorCode':600}}                   | error code must be between 400 and 599",
        "{'Recipient':{'Probability':101}}              | probability must be between 0 and 100",
        "{'Recipient':{'Probability':-1}}               | probability must be between 0 and 100",
        "{'Sender':{'ErrorCode':499,'Probability':1}}   | 499 is no reply code that refuses",
      })
  void whatCannotBeIsRefused(String body, String why) {
    assertThat(chaos.refused("PUT", body)).startsWith(why);
    assertThat(chaos.tool().refusal(why)).isEqualTo(Answer.text(400, why));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{'Sender':5}",
        "{'Sender':{'ErrorCode':'451'}}",
        "{'Sender':{'Probability':0.5}}",
        "{'Sender':{'Probability':1e999999999}}",
        "{'Sender':{'Probability':99999999999}}"
      })
  void whatCannotBeReadIsRefused(String body) {
    assertThat(chaos.refused("PUT", body)).isNotEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.nio.charset.StandardCharsets;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.store.PolicyJson;
import org.blackhole.store.StrictJson;

/** Documents with many rules. */
public final class Documents {

  private static final String REFUSES =
      "'at': 'message', 'when': {'recipient': '*@here.test'}, 'then': {'reply': '550 5.7.1 No'}";
  private static final String ACCEPTS =
      "'at': 'message', 'when': {'recipient': '*@lab.example'}, 'then': {'accept': true}";
  private static final String LATER = "'then': {'reply': '451 4.7.1 Later'}";

  private Documents() {}

  /**
   * The text of a document.
   *
   * @param last whether the last rule matches the {@link Traffic}, and refuses the message
   */
  public static byte[] text(int rules, Mix mix, boolean last) {
    return text(rules, mix, last, REFUSES);
  }

  /**
   * The same for recipients in {@code lab.example}.
   *
   * @param last whether the last rule matches them, and accepts the message
   */
  public static byte[] accepting(int rules, Mix mix, boolean last) {
    return text(rules, mix, last, ACCEPTS);
  }

  private static byte[] text(int rules, Mix mix, boolean last, String matching) {
    StringBuilder text = new StringBuilder("{'seed': 1, 'rules': [");
    for (int i = 0; i < rules; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{'name': 'rule-")
          .append(i)
          .append("', ")
          .append(last && i == rules - 1 ? matching : mix.rule(i) + LATER)
          .append("}");
    }
    return text.append("]}").toString().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  /** What the text says. */
  public static PolicyDocument read(byte[] text) {
    try {
      return PolicyJson.document(StrictJson.parse(text));
    } catch (StrictJson.NotJsonException e) {
      throw new IllegalStateException("A document " + e.what(), e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.nio.charset.StandardCharsets;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.store.PolicyJson;
import org.blackhole.store.StrictJson;

/** Documents with many rules. */
final class Documents {

  private Documents() {}

  /**
   * The text of a document.
   *
   * @param last whether the last rule matches, at the end of the message
   */
  static byte[] text(int rules, Mix mix, boolean last) {
    StringBuilder text = new StringBuilder("{'seed': 1, 'rules': [");
    for (int i = 0; i < rules; i++) {
      boolean matching = last && i == rules - 1;
      String when =
          matching ? "'at': 'message', 'when': {'recipient': '*@here.test'}," : mix.rule(i);
      text.append(i == 0 ? "" : ",")
          .append("{'name': 'rule-")
          .append(i)
          .append("', ")
          .append(when)
          .append("'then': {'reply': '")
          .append(matching ? "550 5.7.1 No" : "451 4.7.1 Later")
          .append("'}}");
    }
    return text.append("]}").toString().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static PolicyDocument read(byte[] text) {
    try {
      return PolicyJson.document(StrictJson.parse(text));
    } catch (StrictJson.NotJsonException e) {
      throw new IllegalStateException("A document " + e.what(), e);
    }
  }
}

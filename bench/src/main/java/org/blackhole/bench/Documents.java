// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import org.blackhole.policy.PolicyDocument;
import org.blackhole.store.PolicyJson;
import org.blackhole.store.StrictJson;

/** Documents with many rules. */
public final class Documents {

  private static final String REFUSES =
      "'at': 'message', 'when': {'recipient': '*@here.test'}, 'then': {'reply': '550 5.7.1 No'}";

  private Documents() {}

  /**
   * The text of a document.
   *
   * @param last whether the last rule matches the {@link Traffic}, and refuses the message
   */
  public static byte[] text(int rules, Mix mix, boolean last) {
    return PolicyText.text(rules, mix, last, REFUSES);
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

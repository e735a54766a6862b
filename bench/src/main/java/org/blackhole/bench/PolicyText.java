// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes policy documents with many rules; as a program, one for mail to {@code lab.example}: of
 * the rules none matches, or the last, which accepts.
 */
public final class PolicyText {

  private static final String ACCEPTS =
      "'at': 'message', 'when': {'recipient': '*@lab.example'}, 'then': {'accept': true}";
  private static final String LATER = "'then': {'reply': '451 4.7.1 Later'}";

  private PolicyText() {}

  /** Its arguments: a file to write, a number of rules, and {@code none} or {@code last}. */
  public static void main(String[] arguments) throws IOException {
    boolean last = arguments[2].equals("last");
    if (!last && !arguments[2].equals("none")) {
      throw new IllegalArgumentException("none matches, or the last, not " + arguments[2]);
    }
    Files.write(Path.of(arguments[0]), accepting(Integer.parseInt(arguments[1]), Mix.MIXED, last));
  }

  /**
   * A document.
   *
   * @param last whether the last rule matches recipients in {@code lab.example}, and accepts
   */
  public static byte[] accepting(int rules, Mix mix, boolean last) {
    return text(rules, mix, last, ACCEPTS);
  }

  static byte[] text(int rules, Mix mix, boolean last, String matching) {
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
}

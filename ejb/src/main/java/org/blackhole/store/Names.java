// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

/** The names that users give: they stand in paths, logs and metrics. */
final class Names {

  /** Characters of the name of a rule or limit at most. */
  static final int MAX = 100;

  private Names() {}

  /** Whether a text can be a name of at most this length. */
  static boolean isName(String text, int max) {
    if (text.isEmpty()
        || text.length() > max
        || text.startsWith("@")
        || text.equals(".")
        || text.equals("..")
        || !text.equals(text.strip())) {
      return false;
    }
    return text.codePoints()
        .noneMatch(
            c -> Character.isISOControl(c) || c == '/' || c == '\\' || !Character.isDefined(c));
  }

  /** What a name is, for messages. */
  static String rule(String what, int max) {
    return what
        + " has 1 to "
        + max
        + " characters, no slash or backslash, no control character, no blank at its ends, and does not begin with @";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.blackhole.policy.rule.Spelling;

/**
 * Rules by whole texts in lower case, hashed: a text is looked up as it stands, and not at all if
 * none is as long. Once frozen it does not change.
 */
final class Literals {

  private static final String[] NO_KEYS = {};

  private final Map<String, int[]> added = new HashMap<>();
  // A bit for each length there is, lengths over 63 by what is left of them.
  private long lengths;
  private String[] keys = NO_KEYS;
  private int[][] rules = {};

  void add(String text, int rule) {
    added.merge(text, new int[] {rule}, (old, one) -> Numbers.plus(old, one[0]));
  }

  /** Makes it ready; nothing may be added afterwards. */
  void freeze() {
    if (added.isEmpty()) {
      return;
    }
    int size = Integer.highestOneBit(added.size()) << 2; // at most half full
    keys = new String[size];
    rules = new int[size][];
    Arrays.fill(rules, Numbers.NONE);
    added.forEach(
        (text, list) -> {
          Spelling spelling = Spelling.of(text);
          int slot = slot(spelling);
          keys[slot] = text;
          rules[slot] = list;
          lengths |= 1L << spelling.length();
        });
    added.clear();
  }

  /** Adds those of this text. */
  void find(Spelling text, Candidates found) {
    if ((lengths & (1L << text.length())) != 0) {
      found.add(rules[slot(text)]);
    }
  }

  /** Where this text is, or would be. */
  private int slot(Spelling text) {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 31 + text.at(i);
    }
    int slot = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
    while (rules[slot].length > 0 && !isSame(keys[slot], text)) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private static boolean isSame(String key, Spelling text) {
    if (key.length() != text.length()) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) != text.at(i)) {
        return false;
      }
    }
    return true;
  }
}

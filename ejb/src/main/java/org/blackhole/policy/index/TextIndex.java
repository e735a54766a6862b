// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.rule.Spelling;
import org.blackhole.policy.rule.TextPattern;

/** Rules by the patterns that they have for one text: literals by hash, globs in trees. */
final class TextIndex {

  private final Map<String, int[]> literals = new HashMap<>();
  private final Tree beginnings = new Tree();
  private final Tree endings = new Tree();
  private final Tree parts = new Tree();

  /** Whether these patterns can be found by an index: expressions cannot. */
  static boolean takes(List<TextPattern> patterns) {
    return patterns.stream().allMatch(TextPattern.Glob.class::isInstance);
  }

  /** Adds a rule that matches only if one of these patterns does. */
  void add(List<TextPattern> patterns, int rule) {
    for (TextPattern pattern : patterns) {
      if (pattern instanceof TextPattern.Glob glob) {
        add(glob, rule);
      }
    }
  }

  private void add(TextPattern.Glob pattern, int rule) {
    String glob = pattern.glob();
    if (pattern.isLiteral()) {
      literals.merge(glob, new int[] {rule}, (old, one) -> Numbers.plus(old, one[0]));
      return;
    }
    // The longest run of plain characters has to be there, at its place.
    int from = 0;
    int length = -1;
    int start = 0;
    for (int i = 0; i <= glob.length(); i++) {
      if (i == glob.length() || glob.charAt(i) == '*' || glob.charAt(i) == '?') {
        if (i - start > length) {
          from = start;
          length = i - start;
        }
        start = i + 1;
      }
    }
    String run = glob.substring(from, from + length);
    if (from == 0) {
      beginnings.add(run, rule);
    } else if (from + length == glob.length()) {
      endings.addBackward(run, rule);
    } else {
      parts.add(run, rule);
    }
  }

  /** Makes it ready; nothing may be added afterwards. */
  void freeze() {
    parts.link();
  }

  /** Adds those that can match this text. */
  void find(List<Spelling> spellings, Candidates found) {
    for (int i = 0; i < spellings.size(); i++) {
      find(spellings.get(i).folded(), found);
    }
  }

  private void find(String text, Candidates found) {
    int[] same = literals.get(text);
    if (same != null) {
      found.add(same);
    }
    if (!beginnings.isEmpty()) {
      beginnings.beginningsOf(text, found);
    }
    if (!endings.isEmpty()) {
      endings.endingsOf(text, found);
    }
    if (!parts.isEmpty()) {
      parts.within(text, found);
    }
  }
}

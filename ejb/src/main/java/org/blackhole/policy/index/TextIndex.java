// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.List;
import org.blackhole.policy.rule.Spelling;
import org.blackhole.policy.rule.TextPattern;

/** Rules by the patterns that they have for one text: literals by hash, globs in trees. */
final class TextIndex {

  private final Literals literals = new Literals();
  private final Tree beginnings = new Tree();
  private final Tree endings = new Tree();
  private final Tree parts = new Tree();

  /** How much patterns tell of a rule. */
  enum Worth {
    /** They can match any text whatever. */
    NOTHING,
    /** Any text will do, but one there must be. */
    LITTLE,
    /** Only some texts can match. */
    MUCH
  }

  /** What it would be worth to have a rule with these patterns in here. */
  static Worth worth(List<TextPattern> patterns) {
    Worth least = Worth.MUCH;
    for (TextPattern pattern : patterns) {
      Worth worth = worth(pattern);
      least = worth.compareTo(least) < 0 ? worth : least;
    }
    return least;
  }

  private static Worth worth(TextPattern pattern) {
    if (pattern instanceof TextPattern.Glob glob) {
      return glob.isLiteral() || !longestRun(glob.glob()).isEmpty() ? Worth.MUCH : Worth.LITTLE;
    }
    return needed(pattern).isEmpty() ? Worth.NOTHING : Worth.MUCH;
  }

  private static List<String> needed(TextPattern pattern) {
    return pattern instanceof TextPattern.Expression expression && expression.pattern().flags() == 0
        ? NeededTexts.of(expression.pattern().pattern())
        : List.of();
  }

  /** Adds a rule that matches only if one of these patterns does. */
  void add(List<TextPattern> patterns, int rule) {
    for (TextPattern pattern : patterns) {
      if (pattern instanceof TextPattern.Glob glob) {
        add(glob, rule);
      } else {
        needed(pattern).forEach(text -> parts.add(text, rule));
      }
    }
  }

  private void add(TextPattern.Glob pattern, int rule) {
    String glob = pattern.glob();
    if (pattern.isLiteral()) {
      literals.add(glob, rule);
      return;
    }
    String run = longestRun(glob);
    if (glob.startsWith(run)) {
      beginnings.add(run, rule);
    } else if (glob.endsWith(run)) {
      endings.addBackward(run, rule);
    } else {
      parts.add(run, rule);
    }
  }

  /** The longest run of plain characters: it has to be there, at its place. */
  private static String longestRun(String glob) {
    String longest = "";
    int start = 0;
    for (int i = 0; i <= glob.length(); i++) {
      if (i == glob.length() || glob.charAt(i) == '*' || glob.charAt(i) == '?') {
        if (i - start > longest.length()) {
          longest = glob.substring(start, i);
        }
        start = i + 1;
      }
    }
    return longest;
  }

  /** Makes it ready; nothing may be added afterwards. */
  void freeze() {
    literals.freeze();
    parts.link();
  }

  /** Adds those that can match this text. */
  void find(Spelling text, Candidates found) {
    for (Spelling each = text; each != null; each = each.other()) {
      findOne(each, found);
    }
  }

  private void findOne(Spelling text, Candidates found) {
    literals.find(text, found);
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

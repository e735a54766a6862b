// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads from an RE2 expression which texts it cannot do without. It knows the syntax that people
 * use; of an expression with any other it says nothing, which is never wrong. For one use.
 */
final class NeededTexts {

  private static final int MAX_DEPTH = 20;
  private static final int MAX_TEXTS = 32;

  private enum Repeat {
    ONCE,
    PERHAPS,
    MORE
  }

  /**
   * @param literal whether it is one character, which always stands there
   */
  private record Atom(boolean literal, List<String> needed) {

    static final Atom OTHER = new Atom(false, List.of());
  }

  private final String expression;
  private final boolean anyCase;
  private int at;
  private boolean lost;

  private NeededTexts(String expression) {
    this.expression = expression;
    this.anyCase = expression.startsWith("(?i)");
    this.at = anyCase ? 4 : 0;
  }

  /**
   * Texts in lower case: whatever the expression finds itself in has, in lower case, at least one
   * of them in it. Empty if none are known.
   */
  static List<String> of(String expression) {
    NeededTexts reader = new NeededTexts(expression);
    List<String> found = reader.alternatives(0);
    boolean read = !reader.lost && reader.at == expression.length();
    return read && found.size() <= MAX_TEXTS ? found : List.of();
  }

  private List<String> alternatives(int depth) {
    List<String> all = new ArrayList<>();
    boolean known = depth < MAX_DEPTH;
    lost |= !known;
    while (!lost) {
      List<String> one = sequence(depth);
      known &= !one.isEmpty();
      all.addAll(one);
      if (!isNext('|')) {
        break;
      }
      at++;
    }
    return known ? all : List.of();
  }

  private List<String> sequence(int depth) {
    List<String> best = List.of();
    StringBuilder run = new StringBuilder();
    while (!lost && at < expression.length() && !isNext('|') && !isNext(')')) {
      Atom atom = atom(depth);
      Repeat repeat = repeat();
      if (atom.literal() && repeat != Repeat.PERHAPS) {
        run.append(atom.needed().get(0));
      }
      if (!atom.literal() || repeat != Repeat.ONCE) {
        best = better(best, run);
        run.setLength(0);
        if (!atom.literal() && repeat != Repeat.PERHAPS) {
          best = better(best, atom.needed());
        }
      }
    }
    return better(best, run);
  }

  private Atom atom(int depth) {
    char c = expression.charAt(at++);
    return switch (c) {
      case '(' -> group(depth);
      case '[' -> characters();
      case '\\' -> escape();
      case '.', '^', '$' -> Atom.OTHER;
      case '*', '+', '?', '{' -> lose();
      default -> literal(c);
    };
  }

  private Atom group(int depth) {
    if (isNext('?')) {
      int name = expression.startsWith("?P<", at) ? 3 : expression.startsWith("?<", at) ? 2 : 0;
      int end =
          name > 0 ? expression.indexOf('>', at) : expression.startsWith("?:", at) ? at + 1 : -1;
      if (end < 0) {
        return lose(); // flags
      }
      at = end + 1;
    }
    List<String> needed = alternatives(depth + 1);
    if (!isNext(')')) {
      return lose();
    }
    at++;
    return new Atom(false, needed);
  }

  /** A class of characters; its first may be a closing bracket. */
  private Atom characters() {
    at += isNext('^') ? 1 : 0;
    at += isNext(']') ? 1 : 0;
    while (at < expression.length() && !isNext(']')) {
      int named = expression.startsWith("[:", at) ? expression.indexOf(":]", at + 2) : -1;
      at = named >= 0 ? named + 2 : at + (isNext('\\') ? 2 : 1);
    }
    if (!isNext(']')) {
      return lose();
    }
    at++;
    return Atom.OTHER;
  }

  private Atom escape() {
    if (at >= expression.length()) {
      return lose();
    }
    char c = expression.charAt(at++);
    if ("dDwWsSbBAznrt".indexOf(c) >= 0) {
      return Atom.OTHER;
    }
    return c > 127 || Character.isLetterOrDigit(c) ? lose() : literal(c);
  }

  /** Only ASCII is sure to be the same in lower case, whatever stands around it. */
  private Atom literal(char c) {
    // Without regard to case, the long s and the sign for kelvin are letters of ASCII, too.
    if (c > 127 || (anyCase && "kKsS".indexOf(c) >= 0)) {
      return Atom.OTHER;
    }
    return new Atom(true, List.of(String.valueOf(Character.toLowerCase(c))));
  }

  private Repeat repeat() {
    if (at >= expression.length()) {
      return Repeat.ONCE;
    }
    char c = expression.charAt(at);
    Repeat repeat =
        switch (c) {
          case '*', '?' -> Repeat.PERHAPS;
          case '+' -> Repeat.MORE;
          case '{' -> isFromZero() ? Repeat.PERHAPS : Repeat.MORE;
          default -> Repeat.ONCE;
        };
    if (repeat != Repeat.ONCE) {
      at = c == '{' ? expression.indexOf('}', at) + 1 : at + 1;
      at += isNext('?') ? 1 : 0;
      lost |= isNext('*') || isNext('+') || isNext('?') || isNext('{');
    }
    return repeat;
  }

  /** Whether the count between these braces begins with 0; if it is no count, all is lost. */
  private boolean isFromZero() {
    int end = expression.indexOf('}', at);
    String count = end < 0 ? "" : expression.substring(at + 1, end);
    lost |= !count.matches("[0-9]{1,4}(,[0-9]{0,4})?");
    return lost || Integer.parseInt(count.split(",", 2)[0]) == 0;
  }

  private boolean isNext(char c) {
    return at < expression.length() && expression.charAt(at) == c;
  }

  private Atom lose() {
    lost = true;
    return Atom.OTHER;
  }

  private static List<String> better(List<String> one, StringBuilder run) {
    return run.isEmpty() ? one : better(one, List.of(run.toString()));
  }

  private static List<String> better(List<String> one, List<String> other) {
    int difference = weight(other) - weight(one);
    return difference > 0 || (difference == 0 && other.size() < one.size()) ? other : one;
  }

  /**
   * How rarely texts have one of these in them: letters and digits tell more than what is in each
   * address.
   */
  private static int weight(List<String> texts) {
    int least = texts.isEmpty() ? 0 : Integer.MAX_VALUE;
    for (String text : texts) {
      int weight = 0;
      for (int i = 0; i < text.length(); i++) {
        weight += Character.isLetterOrDigit(text.charAt(i)) ? 4 : 1;
      }
      least = Math.min(least, weight);
    }
    return least;
  }
}

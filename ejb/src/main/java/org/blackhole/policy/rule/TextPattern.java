// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * What a text is compared with: a glob for the whole of it, without regard to case ({@code *} is
 * any characters, {@code ?} is one), or {@code re:} and an RE2 expression that finds anywhere, with
 * regard to case. RE2 takes time in proportion to the text, whatever the expression. Immutable.
 */
public sealed interface TextPattern {

  /** Begins a pattern that is an expression. */
  String EXPRESSION = "re:";

  /** Whether the text matches. */
  boolean matches(Spelling text);

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is an expression that cannot be read; for the user
   */
  static TextPattern parse(String text) {
    if (!text.startsWith(EXPRESSION)) {
      return new Glob(text.toLowerCase(Locale.ROOT));
    }
    try {
      return new Expression(Pattern.compile(text.substring(EXPRESSION.length())));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "cannot be read as an RE2 expression: " + e.getDescription(), e);
    }
  }

  /**
   * A glob.
   *
   * @param glob in lower case
   */
  record Glob(String glob) implements TextPattern {

    @Override
    public boolean matches(Spelling text) {
      int t = 0;
      int g = 0;
      int star = -1;
      int resume = 0;
      // Of several ways for the last star to end, the shortest is tried first: no recursion.
      while (t < text.length()) {
        char c = g < glob.length() ? glob.charAt(g) : 0;
        if (g < glob.length() && c == '*') {
          star = g++;
          resume = t;
        } else if (g < glob.length() && (c == '?' || c == text.at(t))) {
          g++;
          t++;
        } else if (star >= 0) {
          g = star + 1;
          t = ++resume;
        } else {
          return false;
        }
      }
      while (g < glob.length() && glob.charAt(g) == '*') {
        g++;
      }
      return g == glob.length();
    }

    /** Whether it has neither star nor question mark. */
    public boolean isLiteral() {
      return glob.indexOf('*') < 0 && glob.indexOf('?') < 0;
    }
  }

  /** An expression. */
  record Expression(Pattern pattern) implements TextPattern {

    @Override
    public boolean matches(Spelling text) {
      return pattern.matcher(text.written()).find();
    }

    /** The names of its groups. */
    public Set<String> groups() {
      return pattern.namedGroups().keySet();
    }

    /** Where it finds itself in a text; {@code find} has been called. */
    public Matcher find(String text) {
      Matcher matcher = pattern.matcher(text);
      matcher.find();
      return matcher;
    }
  }
}

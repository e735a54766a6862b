// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log in which nobody can forge a line: whatever is given to it, as text, argument or exception,
 * what would break the line, steer a terminal or turn the direction of writing is written as an
 * escape. For applications too, as most of what a conversation is told comes from a client.
 *
 * <p>Costs nothing where the level is off. Safe for any thread.
 */
public final class EscapedLog implements Logger {

  private final Logger log;

  private EscapedLog(Logger log) {
    this.log = log;
  }

  /** The log of this name. */
  public static Logger named(String name) {
    return of(System.getLogger(name));
  }

  static Logger of(Logger log) {
    return new EscapedLog(log);
  }

  /**
   * The same text on one line, of characters that show: control and format characters, line and
   * paragraph separators and lone surrogates are escaped as Java would write them.
   */
  public static String escape(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isHarmful(text.codePointAt(i))) {
        return escape(text, i);
      }
    }
    return text;
  }

  private static String escape(String text, int from) {
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (isHarmful(point)) {
        append(escaped, point);
      } else {
        escaped.appendCodePoint(point);
      }
      i += Character.charCount(point);
    }
    return escaped.toString();
  }

  private static boolean isHarmful(int point) {
    if (point >= ' ' && point < 0x7F) {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static void append(StringBuilder escaped, int point) {
    switch (point) {
      case '\r' -> escaped.append("\\r");
      case '\n' -> escaped.append("\\n");
      case '\t' -> escaped.append("\\t");
      default -> {
        for (char unit : Character.toChars(point)) {
          escaped.append("\\u").append(hex(unit >> 12)).append(hex(unit >> 8));
          escaped.append(hex(unit >> 4)).append(hex(unit));
        }
      }
    }
  }

  private static char hex(int digit) {
    return Character.forDigit(digit & 0xF, 16);
  }

  @Override
  public String getName() {
    return log.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    return log.isLoggable(level);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable thrown) {
    if (log.isLoggable(level)) {
      log.log(level, bundle, text(text), thrown == null ? null : harmless(thrown));
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... arguments) {
    if (!log.isLoggable(level)) {
      return;
    }
    if (arguments == null) {
      log.log(level, bundle, text(format), (Object[]) null);
      return;
    }
    Object[] texts = new Object[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = escape(String.valueOf(arguments[i]));
    }
    log.log(level, bundle, text(format), texts);
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null ? null : escape(text);
  }

  /** What was thrown, or a copy of it if its text, or that of a cause, has to be escaped. */
  private static Throwable harmless(Throwable thrown) {
    List<Throwable> causes = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    boolean harmful = collect(thrown, causes, seen);
    return harmful ? Escaped.of(causes) : thrown;
  }

  /** Notes the chain of causes; true if there is anything in it, suppressed included, to escape. */
  private static boolean collect(Throwable thrown, List<Throwable> causes, Set<Throwable> seen) {
    boolean harmful = false;
    for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
      causes.add(each);
      String text = String.valueOf(each);
      harmful |= !escape(text).equals(text);
      for (Throwable suppressed : each.getSuppressed()) {
        harmful |= collect(suppressed, new ArrayList<>(), seen);
      }
    }
    return harmful;
  }

  /** Stands for an exception: its text escaped, its stack as it was. Suppressed ones are left. */
  private static final class Escaped extends Throwable {
    private static final long serialVersionUID = 1L;

    private Escaped(Throwable original, @Nullable Throwable cause) {
      super(escape(String.valueOf(original)), cause);
      setStackTrace(original.getStackTrace());
    }

    static Escaped of(List<Throwable> causes) {
      Escaped chain = null;
      for (int i = causes.size() - 1; i >= 0; i--) {
        chain = new Escaped(causes.get(i), chain);
      }
      if (chain == null) {
        throw new IllegalArgumentException("nothing was thrown");
      }
      return chain;
    }
  }
}

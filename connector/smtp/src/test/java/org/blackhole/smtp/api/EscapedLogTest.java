// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedLogTest {

  /** What it was given, as a log would print it. */
  private static final class Printed implements Logger {
    final List<String> texts = new ArrayList<>();
    Level least = Level.INFO;

    @Override
    public String getName() {
      return "printed";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= least.getSeverity();
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
      StringWriter stack = new StringWriter();
      if (thrown != null) {
        thrown.printStackTrace(new PrintWriter(stack));
      }
      texts.add(text + "|" + stack);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        String format,
        @Nullable Object @Nullable ... arguments) {
      texts.add(arguments == null ? format : MessageFormat.format(format, arguments));
    }
  }

  private final Printed printed = new Printed();
  private final Logger log = EscapedLog.of(printed);

  private static Stream<Arguments> harmful() {
    return Stream.of(
        Arguments.of("\r\n", "\\r\\n"),
        Arguments.of("\t", "\\t"),
        Arguments.of("\0", "\\u0000"),
        Arguments.of("\033[2J", "\\u001b[2J"),
        Arguments.of("\177", "\\u007f"),
        Arguments.of("\u0085", "\\u0085"),
        Arguments.of("\u009b31m", "\\u009b31m"),
        Arguments.of("\u2028", "\\u2028"),
        Arguments.of("\u2029", "\\u2029"),
        Arguments.of("\u200b", "\\u200b"),
        Arguments.of("\u202e", "\\u202e"),
        Arguments.of("\u2066", "\\u2066"),
        Arguments.of("\ufeff", "\\ufeff"),
        Arguments.of("\ud800", "\\ud800"),
        Arguments.of("\udb40\udc01", "\\udb40\\udc01"));
  }

  @ParameterizedTest
  @MethodSource("harmful")
  void whatBreaksALineOrHidesIsWrittenAsAnEscape(String harmful, String escaped) {
    assertThat(EscapedLog.escape("a" + harmful + "b")).isEqualTo("a" + escaped + "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "C:\\path {0}", "Grüße", "日本語", "😀", "e\u0301"})
  void whatShowsIsLeftAsItIs(String text) {
    assertThat(EscapedLog.escape(text)).isSameAs(text);
  }

  @Test
  void textsAndArgumentsAreEscaped() {
    log.log(Level.INFO, "one\ntwo");
    log.log(Level.INFO, () -> "three\nfour");
    log.log(Level.WARNING, "{0} and {1}", "x\r\ny", "\u202e{0}");
    assertThat(printed.texts)
        .containsExactly("one\\ntwo", "three\\nfour", "x\\r\\ny and \\u202e{0}");
  }

  @Test
  void anExceptionIsEscapedWithItsCausesAndKeepsItsStack() {
    Exception cause = new IllegalStateException("inner\n[1/1/70] forged");
    log.log(Level.ERROR, "failed", new IllegalArgumentException("outer", cause));
    assertThat(printed.texts.get(0))
        .contains("java.lang.IllegalArgumentException: outer")
        .contains(": java.lang.IllegalStateException: inner\\n[1/1/70] forged")
        .contains("at org.blackhole.smtp.api.EscapedLogTest.")
        .doesNotContain("\n[1/1/70]");
  }

  @Test
  void whatIsSuppressedForgesNothingEither() {
    Exception thrown = new IllegalStateException("outer");
    thrown.addSuppressed(new IllegalStateException("inner\nforged"));
    log.log(Level.ERROR, "failed", thrown);
    assertThat(printed.texts.get(0)).doesNotContain("\nforged");
  }

  @Test
  void anExceptionThatForgesNothingIsPassedOnWithAllThatIsSuppressed() {
    Exception thrown = new IllegalStateException("outer", new IllegalStateException("inner"));
    thrown.addSuppressed(new IllegalStateException("beside"));
    log.log(Level.ERROR, "failed", thrown);
    assertThat(printed.texts.get(0)).contains("Suppressed: ").contains("beside").contains("inner");
  }

  @Test
  void causesThatGoRoundInACircleEnd() {
    Exception one = new IllegalStateException("one\n");
    Exception two = new IllegalStateException("two", one);
    one.initCause(two);
    log.log(Level.ERROR, "failed", two);
    assertThat(printed.texts.get(0)).contains("two").contains("one\\n");
  }

  @Test
  void nothingIsDoneWhereTheLevelIsOff() {
    AtomicInteger asked = new AtomicInteger();
    Object counting =
        new Object() {
          @Override
          public String toString() {
            return "asked " + asked.incrementAndGet();
          }
        };
    log.log(Level.DEBUG, "{0}", counting);
    log.log(Level.DEBUG, counting);
    assertThat(printed.texts).isEmpty();
    assertThat(asked).hasValue(0);
  }
}

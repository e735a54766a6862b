// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackhole.smtp.api.EnhancedCode;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The words of a reply, with places for what only the session knows: {@code {sender}} and the like,
 * and the named groups of the rule's expressions. What comes from the client is written with {@code
 * ?} for whatever cannot stand in a reply. Immutable.
 *
 * @param code the code, or the placeholder that has it
 * @param enhanced null for the usual one
 * @param lines the text; empty for the usual one
 */
public record ReplyTemplate(String code, @Nullable EnhancedCode enhanced, List<String> lines) {

  /** The placeholders that every reply has. */
  public static final List<String> KNOWN =
      List.of("client", "helo", "sender", "recipient", "size", "id", "rule");

  private static final Pattern FIRST =
      Pattern.compile(
          "(\\d{3}|\\{[A-Za-z][A-Za-z0-9_]*\\})(?: ([245]\\.\\d{1,3}\\.\\d{1,3})(?= |$))?(?: (.*))?");
  private static final Pattern NO_CLASS = Pattern.compile("\\d+\\.\\d+\\.\\d+( .*)?");
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)\\}");

  public ReplyTemplate {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a reply. The first line begins with the code; those that follow may, with the same.
   *
   * @throws IllegalArgumentException if it is none; for the user
   */
  public static ReplyTemplate parse(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a reply has at least one line");
    }
    texts.forEach(ReplyTemplate::requirePrintable);
    Matcher first = FIRST.matcher(texts.get(0));
    if (!first.matches()) {
      throw new IllegalArgumentException(
          "\"" + texts.get(0) + "\" is no reply such as 451 4.7.1 Try again later");
    }
    String code = first.group(1);
    String words = first.group(3);
    if (first.group(2) == null && words != null && NO_CLASS.matcher(words).matches()) {
      throw new IllegalArgumentException(
          "\"" + words.split(" ", 2)[0] + "\" is no enhanced code (RFC 3463 2)");
    }
    EnhancedCode enhanced = first.group(2) == null ? null : EnhancedCode.parse(first.group(2));
    if (!code.startsWith("{") && !ReplyCodes.fits(enhanced, Integer.parseInt(code))) {
      throw new IllegalArgumentException(
          "the enhanced code " + enhanced + " does not fit the reply code " + code);
    }
    List<String> lines = new ArrayList<>();
    if (words != null || texts.size() > 1) {
      lines.add(words == null ? "" : words);
    }
    for (String next : texts.subList(1, texts.size())) {
      lines.add(following(next, code, enhanced));
    }
    ReplyTemplate template = new ReplyTemplate(code, enhanced, lines);
    if (template.placeholders().isEmpty()) {
      template.fixed(Stage.OTHER); // whether its lines are too long shows now
    }
    return template;
  }

  private static String following(String line, String code, @Nullable EnhancedCode enhanced) {
    Matcher own = Pattern.compile("(\\d{3})[ -](.*)").matcher(line);
    if (!own.matches() || !own.group(1).equals(code)) {
      return line;
    }
    String rest = own.group(2);
    String prefix = enhanced + " ";
    return enhanced != null && rest.startsWith(prefix) ? rest.substring(prefix.length()) : rest;
  }

  private static void requirePrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        throw new IllegalArgumentException(
            "a reply cannot hold a line break; give a list of lines");
      }
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new IllegalArgumentException(
            String.format("a reply cannot hold the character U+%04X (RFC 5321 4.2)", (int) c));
      }
    }
  }

  /** The code where it is fixed, else empty. */
  public OptionalInt fixedCode() {
    return code.startsWith("{") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(code));
  }

  /** The names of all its placeholders. */
  public Set<String> placeholders() {
    Set<String> names = new LinkedHashSet<>();
    String all = code + " " + String.join(" ", lines);
    Matcher place = PLACE.matcher(all);
    while (place.find()) {
      names.add(place.group(1));
    }
    return names;
  }

  /** As it is always, if it has no placeholders. */
  public Reply fixed(Stage stage) {
    return reply(stage, Integer.parseInt(code), lines);
  }

  private Reply reply(Stage stage, int number, List<String> texts) {
    EnhancedCode own = ReplyCodes.fits(enhanced, number) ? enhanced : null;
    return Reply.of(
        number,
        own == null ? ReplyCodes.enhanced(stage, number) : own,
        texts.isEmpty() ? List.of(ReplyCodes.text(number)) : texts);
  }

  /**
   * As it is here.
   *
   * @param conditions of the rule, which have the groups
   */
  public Reply render(Scene scene, String rule, List<Condition> conditions) {
    String number = expand(code, scene, rule, conditions);
    if (!number.matches("[2-5][0-9]{2}")
        || ReplyCodes.refusal(scene.stage(), Integer.parseInt(number)).isPresent()) {
      return ReplyCodes.NOT_ALLOWED;
    }
    List<String> texts = new ArrayList<>();
    for (String line : lines) {
      // Places that stay empty at the end leave no blanks behind.
      String text = expand(line, scene, rule, conditions).stripTrailing();
      texts.add(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
    }
    boolean wordless = texts.stream().allMatch(String::isEmpty);
    return reply(scene.stage(), Integer.parseInt(number), wordless ? List.of() : texts);
  }

  // What is left of a line besides codes, blanks and its end.
  private static final int MAX_TEXT = Reply.MAX_LINE - "550 5.123.123 \r\n".length();

  private static String expand(String text, Scene scene, String rule, List<Condition> conditions) {
    Matcher place = PLACE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (place.find()) {
      String value = value(place.group(1), scene, rule, conditions);
      place.appendReplacement(out, Matcher.quoteReplacement(printable(value)));
    }
    return place.appendTail(out).toString();
  }

  private static String value(String name, Scene scene, String rule, List<Condition> conditions) {
    String group = Groups.value(name, scene, conditions);
    if (group != null) {
      return group;
    }
    Envelope envelope = scene.envelope();
    return switch (name) {
      case "client" -> scene.client().toString();
      case "helo" -> orEmpty(scene.text(Field.HELO));
      case "sender" -> orEmpty(scene.text(Field.SENDER));
      case "recipient" -> orEmpty(scene.text(Field.RECIPIENT));
      case "size" -> scene.size() < 0 ? "" : Long.toString(scene.size());
      case "id" -> envelope == null ? scene.peer().session() : envelope.id();
      case "rule" -> rule;
      default -> "";
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String printable(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        if (out == null) {
          out = new StringBuilder(text);
        }
        out.setCharAt(i, '?');
      }
    }
    return out == null ? text : out.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;

/**
 * Carries out an {@link Example}. A line that begins with {@code --} begins a session: {@code
 * client=}, {@code listener=}, {@code scheme=}, {@code name=} and options of the listener may
 * follow. {@code as name} goes on with that one. {@code clock}, {@code pass}, {@code policy} and
 * {@code startover} are about the server, all else are calls.
 */
final class ExampleRun {

  private final Example example;
  private final ManualTimer timer = new ManualTimer();
  private final AtomicLong nanos = new AtomicLong();
  private final Map<String, Visitor> visitors = new HashMap<>();
  private final PolicyInForce policy;
  private Visitor visitor;
  private Instant clock = Instant.parse("2026-11-21T12:00:00Z");
  private long ordinal;

  ExampleRun(Example example) {
    this.example = example;
    Revision first = Policies.first(Documents.read(example.document()));
    this.policy = new PolicyInForce(first, revision -> {}, timer, timer, nanos::get);
    this.visitor = Visitor.of(policy, 0);
  }

  void run() {
    for (Example.Step step : example.steps()) {
      String got = carryOut(step.call());
      assertThat(matches(step.expected(), got))
          .as(
              "%s, line %d: %s\nwanted: %s\ngot:    %s",
              example.place(), step.line(), step.call(), step.expected(), got)
          .isTrue();
    }
  }

  // A star stands for anything.
  private static boolean matches(String expected, String got) {
    String[] parts = expected.split("\\*", -1);
    StringBuilder pattern = new StringBuilder();
    for (String part : parts) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return got.matches(pattern.toString());
  }

  private String carryOut(String call) {
    String[] words = call.split(" +", -1);
    String[] rest = Arrays.copyOfRange(words, 1, words.length);
    String first = rest.length == 0 ? "" : rest[0];
    String argument = call.length() == words[0].length() ? "" : call.substring(words[0].length());
    switch (words[0]) {
      case "--" -> begin(rest);
      case "as" -> visitor = Objects.requireNonNull(visitors.get(first));
      case "clock" -> clock = Instant.parse(first);
      case "pass" -> pass(DurationRange.parseDuration(first));
      case "policy" -> policy.replace(Documents.read(argument), Change.lasting("test", ""));
      case "startover" -> policy.startOver();
      case "abandon" -> visitor.abandon();
      case "end" -> visitor.end();
      case "tags" -> {
        return String.join(" ", visitor.tags());
      }
      case "hidden" -> {
        return String.join(" ", visitor.conversation().hidden(visitor.peer()));
      }
      case "handshake" -> {
        return Shown.of(visitor.handshake());
      }
      case "hello" -> {
        return Shown.of(visitor.hello(first.isEmpty() ? null : first));
      }
      default -> {
        return Shown.of(verdict(words[0], first, rest, argument.strip()));
      }
    }
    return "";
  }

  private Verdict verdict(String name, String first, String[] rest, String argument) {
    return switch (name) {
      case "connect" -> visitor.connect();
      case "helo" -> visitor.helo(argument);
      case "starttls" -> visitor.startTls();
      case "encrypted" ->
          visitor.encrypted(new TlsFacts(first, rest[1], rest.length > 2 ? rest[2] : null, null));
      case "auth" -> visitor.auth(first, rest[1]);
      case "mail" -> visitor.mail(path(first), tail(rest));
      case "rcpt" -> visitor.rcpt(path(first), tail(rest));
      case "data" -> visitor.data();
      case "headers" -> visitor.headers(fields(argument));
      case "message" -> visitor.message(Long.parseLong(first));
      case "delivery" -> visitor.delivery(Integer.parseInt(first), 1000);
      default -> visitor.command(Stage.valueOf(name.toUpperCase(Locale.ROOT)));
    };
  }

  private static String[] tail(String[] words) {
    return words.length == 0 ? words : Arrays.copyOfRange(words, 1, words.length);
  }

  private static String path(String word) {
    return word.equals("<>") ? "" : word.replace("~", " ");
  }

  private static String[] fields(String argument) {
    return argument.isEmpty() ? new String[0] : argument.split(" \\| ");
  }

  private void begin(String... options) {
    Map<String, String> given = new HashMap<>();
    for (String option : options) {
      given.put(
          option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
    }
    String client = take(given, "client", "192.0.2.1");
    String listener = take(given, "listener", "mx");
    String name = take(given, "name", "");
    Scheme scheme = Scheme.valueOf(take(given, "scheme", "smtp").toUpperCase(Locale.ROOT));
    visitor =
        new Visitor(policy, Visitor.peer(++ordinal, client, listener, scheme, given), () -> clock);
    visitors.put(name, visitor);
  }

  private static String take(Map<String, String> given, String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }

  private void pass(Duration time) {
    clock = clock.plus(time);
    nanos.addAndGet(time.toNanos());
    timer.pass(time);
  }
}

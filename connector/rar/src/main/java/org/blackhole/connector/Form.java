// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.net.ConnectionRate;

/**
 * How the value of a setting is written.
 *
 * @param allowed what is allowed, as it follows "allowed:" in a message
 * @param reader throws {@link IllegalArgumentException} for anything that is not allowed
 */
record Form<T>(String allowed, Function<String, T> reader) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s?(KiB|MiB|GiB)?");

  T read(String text) {
    return reader.apply(text);
  }

  /** Any text. */
  static Form<String> text(String allowed) {
    return new Form<>(allowed, Function.identity());
  }

  /** Text of which this holds. */
  static Form<String> matching(Pattern pattern, String allowed) {
    return new Form<>(
        allowed,
        text -> {
          require(pattern.matcher(text).matches());
          return text;
        });
  }

  /** The path of a file or directory, which need not be there. */
  static Form<Path> path(String allowed) {
    return new Form<>(allowed, Path::of);
  }

  /** Such paths separated by commas. */
  static Form<List<Path>> paths(String allowed) {
    return new Form<>(
        allowed,
        text -> {
          List<String> items = items(text);
          require(items.stream().noneMatch(String::isEmpty));
          return items.stream().map(Path::of).toList();
        });
  }

  static Form<Integer> whole(int min, int max) {
    return new Form<>(
        "a whole number from " + min + " to " + max,
        text -> {
          int n = Integer.parseInt(text);
          require(n >= min && n <= max);
          return n;
        });
  }

  /** Octets, or KiB, MiB, GiB. */
  static Form<Long> size(long min, long max) {
    return new Form<>(
        "a number of octets from " + min + " to " + max + ", or KiB, MiB, GiB such as 50MiB",
        text -> {
          Matcher m = SIZE.matcher(text);
          require(m.matches());
          String unit = m.group(2);
          int shift = unit == null ? 0 : 10 * (1 + "KMG".indexOf(unit.charAt(0)));
          long n = Math.multiplyExact(Long.parseLong(m.group(1)), 1L << shift);
          require(n >= min && n <= max);
          return n;
        });
  }

  /** Octets a second, such as {@code 1MiB/s}; 0 is no limit. */
  static Form<Long> octetRate(long max) {
    Form<Long> octets = size(1, max);
    return new Form<>(
        "0 for no limit, or octets a second from 1 to " + max + " such as 1MiB/s",
        text -> {
          if (text.equals("0")) {
            return 0L;
          }
          require(text.endsWith("/s"));
          return octets.read(text.substring(0, text.length() - 2));
        });
  }

  /** So many in a time, such as {@code 100/1m}; 0 is no limit. */
  static Form<ConnectionRate> connectionRate(int max) {
    Form<Integer> connections = whole(1, max);
    Form<Duration> every = duration(Duration.ofSeconds(1), Duration.ofDays(1));
    return new Form<>(
        "0 for no limit, or a whole number from 1 to "
            + max
            + ", a slash and a duration from 1s to 1d, such as 100/1m",
        text -> {
          if (text.equals("0")) {
            return ConnectionRate.NONE;
          }
          int slash = text.indexOf('/');
          require(slash > 0);
          return new ConnectionRate(
              connections.read(text.substring(0, slash)), every.read(text.substring(slash + 1)));
        });
  }

  static Form<Duration> duration(Duration min, Duration max) {
    return new Form<>(
        "a duration from "
            + DurationRange.format(min)
            + " to "
            + DurationRange.format(max)
            + " in ms, s, m, h or d, such as 30s",
        text -> {
          Duration d = DurationRange.parseDuration(text);
          require(d.compareTo(min) >= 0 && d.compareTo(max) <= 0);
          return d;
        });
  }

  /** A duration, or {@code min..max}. */
  static Form<DurationRange> range(Duration max) {
    return new Form<>(
        "a duration such as 2s, or a range such as 1s..3s, up to " + DurationRange.format(max),
        text -> {
          DurationRange range = DurationRange.parse(text);
          require(range.max().compareTo(max) <= 0);
          return range;
        });
  }

  /** One of these words. */
  static Form<String> oneOf(String... words) {
    return new Form<>(
        String.join(", ", words),
        text -> {
          require(Arrays.asList(words).contains(text));
          return text;
        });
  }

  /** One of the constants, in lower case. */
  static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return new Form<>(
        constants.stream().map(Form::word).collect(Collectors.joining(", ")),
        text ->
            constants.stream()
                .filter(e -> word(e).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
  }

  /** Items separated by commas, at least one, none twice. */
  static Form<List<String>> listOf(Pattern item, String allowed) {
    return listOf(text -> item.matcher(text).matches(), allowed);
  }

  /** Items of which this holds, separated by commas, at least one, none twice. */
  static Form<List<String>> listOf(Predicate<String> item, String allowed) {
    return new Form<>(
        allowed,
        text -> {
          List<String> items = items(text);
          require(items.stream().allMatch(item));
          require(items.stream().distinct().count() == items.size());
          return items;
        });
  }

  static List<String> items(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Draws what sessions say and what rules ask for out of few words that have much in common, so that
 * patterns overlap and match.
 */
final class RandomWords {

  private static final List<String> LOCALS =
      List.of("full", "Full", "fullish", "f", "ab", "abc", "b.c", "abab", "user+451", "x");
  private static final List<String> DOMAINS =
      List.of("a.test", "b.a.test", "A.Test", "slow.test", "xslow.test", "bücher.test", "test");
  private static final List<String> HELOS =
      List.of("a.test", "mail.a.test", "MAIL.a.test", "mail", "[192.0.2.1]", "b.test");
  private static final List<String> USERS = List.of("joe", "Joe", "joseph", "jo", "jim@a.test");
  private static final List<String> SUBJECTS =
      List.of("invoice", "Your invoice 7", "voice", "in", "spam spam spam", "Re: Re: invoice");
  private static final List<String> CLIENTS =
      List.of(
          "192.0.2.1",
          "192.0.2.2",
          "192.0.2.130",
          "192.0.3.1",
          "10.0.0.1",
          "2001:db8:0:0:0:0:0:1",
          "2001:db8:0:0:0:0:0:2",
          "2001:db8:1:0:0:0:0:1");

  private final Random random;

  RandomWords(Random random) {
    this.random = random;
  }

  boolean odds(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  String address() {
    return of(LOCALS) + "@" + of(DOMAINS);
  }

  String sender() {
    return odds(10) ? "" : address();
  }

  String helo() {
    return of(HELOS);
  }

  String user() {
    return of(USERS);
  }

  String mechanism() {
    return of(List.of("PLAIN", "LOGIN"));
  }

  String subject() {
    return of(SUBJECTS);
  }

  String client() {
    return of(CLIENTS);
  }

  String listener() {
    return of(List.of("mx", "submission"));
  }

  String network() {
    String client = client();
    int bits = client.indexOf(':') < 0 ? 32 : 128;
    return odds(50) ? client : client + "/" + random.nextInt(bits + 1);
  }

  /** A pattern that was made of a text, and may match it. */
  String pattern(String text) {
    int from = random.nextInt(text.length() + 1);
    int to = from + random.nextInt(text.length() - from + 1);
    return switch (random.nextInt(12)) {
      case 0, 1 -> text;
      case 2 -> odds(50) ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
      case 3 -> text.substring(0, to) + "*";
      case 4 -> "*" + text.substring(from);
      case 5 -> "*" + text.substring(from, to) + "*";
      case 6 -> text.substring(0, from) + "*" + text.substring(to);
      case 7 -> holes(text);
      case 8 -> holes(text.substring(0, from)) + "*" + holes(text.substring(to)) + "*";
      case 9 -> "re:" + letters(text.substring(from, to));
      case 10 ->
          odds(50)
              ? "re:^" + letters(text.substring(0, to))
              : "re:" + letters(text.substring(from)) + "$";
      default -> odds(50) ? "*" : "re:(?i)" + letters(text.substring(from, to));
    };
  }

  private static String letters(String text) {
    return text.replaceAll("[^A-Za-z0-9@]", ".");
  }

  private String holes(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      out.append(odds(15) ? '?' : odds(5) ? '*' : text.charAt(i));
    }
    return out.toString();
  }
}

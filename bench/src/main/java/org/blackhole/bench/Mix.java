// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

/**
 * What the rules of a document look at. None of them matches the {@link Traffic}. Each gives rules
 * in rounds of ten, so that ten of them are like a thousand.
 */
public enum Mix {
  /** All kinds, in the shares of a policy that grew: each round has one of each. */
  MIXED("0123456789"),
  /** Addresses, literals and globs, and nothing else. */
  ADDRESSES("0123401234"),
  /** Half of them expressions that have some text in them, looked for by rules of all sorts. */
  EXPRESSIONS("0123488888"),
  /** Half of them compare a number, and that alone. */
  NUMBERS("0123499999"),
  /** Half of them have a time or the state of TLS alone, a few different ones. */
  TIMES("01234ttttt"),
  /** Half of them expressions with no text in them that has to be there: each is asked. */
  OPAQUE("01234ooooo");

  private final String round;

  Mix(String round) {
    this.round = round;
  }

  /** The conditions of the rule with this number, and what goes with them. */
  String rule(int number) {
    int turn = number / 10;
    return switch (round.charAt(number % 10)) {
      case '0' ->
          ("'when': {'recipient': 'user%d@slow.test'},"
                  + " 'script': {'first': 2, 'per': ['client', 'sender', 'recipient']},")
              .formatted(turn);
      case '1' -> "'when': {'recipient': 'full%d@*', 'chance': 0.1},".formatted(turn);
      case '2' -> "'when': {'recipient': '*@tenant%d.test'},".formatted(turn);
      case '3' -> "'when': {'recipient': ['bounce-%d-*', '*+tag%d@*']},".formatted(turn, turn);
      case '4' ->
          "'when': {'sender': ['news%d@lists.test', '*@spam%d.test']},".formatted(turn, turn);
      case '5' ->
          "'when': {'client': ['10.%d.%d.0/24', '2001:db8:%x::/48']},"
              .formatted(turn / 250, turn % 250, turn);
      case '6' -> "'when': {'helo': '*.dyn%d.test'},".formatted(turn);
      case '7' -> "'when': {'header': {'Subject': '*offer %d*'}},".formatted(turn);
      case '8' -> expression(number);
      case '9' -> number(number % 10 == 9 && round.charAt(8) != '9' ? turn : number);
      case 't' -> time(number);
      default -> "'when': {'sender': 're:^[a-z]{2}[0-9]{%d}@'},".formatted(1 + number % 900);
    };
  }

  private static String expression(int number) {
    return switch (number % 3) {
      case 0 ->
          "'when': {'header': {'Subject': 're:[Oo]ffer (number )?%d for'}},".formatted(number);
      case 1 -> "'when': {'recipient': 're:^(?P<box>[a-z]+)-%d@(mx|in)[.]'},".formatted(number);
      default ->
          "'when': {'sender': 're:(?i)^[a-z]+\\\\.s%d@(?:a|b)\\\\.test$'},".formatted(number);
    };
  }

  private static String number(int number) {
    return switch (number % 4) {
      case 0 -> "'when': {'size': '>=%dGiB'},".formatted(1 + number);
      case 1 -> "'when': {'recipients': '>%d'},".formatted(100 + number);
      case 2 -> "'when': {'message': '>%d'},".formatted(1_000_000_000 + number);
      default -> "'when': {'size': '<%d'},".formatted(1 + number % 512);
    };
  }

  private static String time(int number) {
    return number % 2 == 0
        ? "'at': 'rcpt', 'when': {'time': '2020-01-0%dT00:00:00Z/P1D'},"
            .formatted(1 + number / 10 % 5)
        : "'at': 'message', 'when': {'tls': {'version': 'SSLv%d'}},".formatted(number / 10 % 3);
  }
}

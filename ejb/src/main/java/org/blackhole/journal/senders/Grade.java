// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Grades a client: 100 points, less what each reason costs; A from 90, B from 80, C from 70, D from
 * 60, E from 40, else F. The same facts give the same grade. Pure.
 *
 * @param reasons the costliest first
 */
record Grade(String letter, List<Reason> reasons) {

  /**
   * What is held against a client, in numbers.
   *
   * @param quits sessions that it ended with QUIT
   * @param noQuit sessions that it ended without
   */
  record Facts(
      long sessions,
      long messages,
      long commands,
      long misformed,
      long quits,
      long noQuit,
      long earlyTalk,
      long http,
      long bareLf,
      long shortestRetry,
      boolean staysSteady,
      long afterRefusal,
      long duplicates,
      long fellBack,
      long oldTls,
      long neverTls,
      long spokeOn,
      boolean breaksSize) {}

  /** Less than a minute is no pause (RFC 5321 4.5.4.1 wants half an hour). */
  private static final long SOON_MILLIS = 60_000;

  /** From so many messages on, one a connection is a habit. */
  private static final int HABIT = 20;

  static Grade of(Facts facts) {
    List<Reason> reasons = new ArrayList<>();
    add(reasons, facts.http > 0, -40, "http", "Speaks HTTP");
    add(reasons, facts.earlyTalk > 0, -20, "earlyTalk", "Speaks before the greeting");
    add(reasons, facts.bareLf > 0, -20, "bareLf", "Sends a bare CR or LF");
    add(
        reasons,
        facts.shortestRetry < SOON_MILLIS,
        -15,
        "retriesSoon",
        "Tries again " + seconds(facts.shortestRetry) + " after a refusal for now");
    add(
        reasons,
        facts.afterRefusal > 0,
        -15,
        "retriesAfter5yz",
        "Tries again at recipients refused for good");
    add(reasons, facts.spokeOn > 0, -10, "ignores421", "Goes on after 421");
    add(reasons, facts.breaksSize, -10, "size", "Sends more than it declared, or than is taken");
    add(reasons, facts.fellBack > 0, -10, "fallsBack", "Falls back from TLS to plain text");
    add(reasons, facts.oldTls > 0, -10, "oldTls", "Uses a TLS older than 1.2");
    add(reasons, facts.duplicates > 0, -10, "duplicates", "Sends messages twice");
    add(
        reasons,
        facts.misformed * 10 > facts.commands,
        -10,
        "misformed",
        "Sends commands that are wrong in form or order: " + facts.misformed);
    add(reasons, facts.staysSteady, -5, "noBackOff", "Does not wait longer from try to try");
    add(
        reasons,
        facts.noQuit > facts.quits,
        -5,
        "noQuit",
        "Leaves without QUIT: "
            + facts.noQuit
            + " of "
            + (facts.quits + facts.noQuit)
            + " sessions that it ended");
    add(
        reasons,
        facts.messages >= HABIT && facts.messages * 10 < facts.sessions * 11,
        -5,
        "noReuse",
        "Opens a connection for every message");
    add(reasons, facts.neverTls > 0, -5, "noTls", "Never uses TLS, though it is offered");
    int points = 100;
    for (Reason reason : reasons) {
      points += reason.points();
    }
    return new Grade(letter(points), reasons);
  }

  private static void add(
      List<Reason> reasons, boolean holds, int points, String code, String text) {
    if (holds) {
      reasons.add(new Reason(points, code, text));
    }
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private static String letter(int points) {
    if (points >= 90) {
      return "A";
    } else if (points >= 80) {
      return "B";
    } else if (points >= 70) {
      return "C";
    } else if (points >= 60) {
      return "D";
    }
    return points >= 40 ? "E" : "F";
  }
}

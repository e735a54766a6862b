// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.time.Duration;
import java.util.List;

/**
 * Which of the matches of a rule it acts on. What is due follows from the number of matches before
 * alone, so it is exact however many sessions match at once. Immutable.
 *
 * @param number the n of first, after and every; 0 otherwise
 * @param times how often the rule acts at most; 0 is without end
 * @param sequence one action a match, of the kind SEQUENCE only
 * @param repeat whether the sequence begins anew at its end
 * @param per what matches are counted by; empty is globally
 * @param forget how long after its last match a key is forgotten
 */
public record Script(
    Kind kind,
    long number,
    long times,
    List<Action> sequence,
    boolean repeat,
    List<Per> per,
    Duration forget) {

  /** Keys of one rule that are remembered; beyond it, those that were not used for long go. */
  public static final int MAX_KEYS = 100_000;

  /** How long a key is remembered after its last match. */
  public static final Duration FORGET = Duration.ofHours(1);

  /** What {@link #due} says of a match that the rule does not act on. */
  public static final int NOT_DUE = -1;

  /** How matches are chosen. */
  public enum Kind {
    /** The first n. */
    FIRST,
    /** All but the first n. */
    AFTER,
    /** Each nth. */
    EVERY,
    /** All, up to the cap. */
    ALL,
    /** All, with one action after the other. */
    SEQUENCE
  }

  public Script {
    sequence = List.copyOf(sequence);
    per = List.copyOf(per);
  }

  /**
   * Whether the rule acts.
   *
   * @param before how many matches there were before this one
   * @return {@link #NOT_DUE}, or the index in the sequence, 0 without one
   */
  public int due(long before) {
    return switch (kind) {
      case FIRST -> before < number && isWithin(before) ? 0 : NOT_DUE;
      case AFTER -> before >= number && isWithin(before - number) ? 0 : NOT_DUE;
      case EVERY -> (before + 1) % number == 0 && isWithin(before / number) ? 0 : NOT_DUE;
      case ALL -> isWithin(before) ? 0 : NOT_DUE;
      case SEQUENCE ->
          (repeat || before < sequence.size()) && isWithin(before)
              ? (int) (before % sequence.size())
              : NOT_DUE;
    };
  }

  private boolean isWithin(long acted) {
    return times == 0 || acted < times;
  }

  /** Whether it acts on no match any more after so many. */
  public boolean isSpent(long matches) {
    return switch (kind) {
      case FIRST -> matches >= number || (times > 0 && matches >= times);
      case AFTER -> times > 0 && matches - number >= times;
      case EVERY -> times > 0 && matches / number >= times;
      case ALL -> times > 0 && matches >= times;
      case SEQUENCE -> (!repeat && matches >= sequence.size()) || (times > 0 && matches >= times);
    };
  }
}

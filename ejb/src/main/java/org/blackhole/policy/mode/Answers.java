// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.mode;

import java.util.ArrayList;
import java.util.List;
import org.blackhole.policy.chance.Dice;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A mode made ready: its verdicts, and how likely each is. To draw from it allocates nothing.
 * Immutable.
 */
public final class Answers {

  private final @Nullable Answer atConnect;
  private final Answer[] atMessage;
  // Sums of the weights up to and including each answer.
  private final long[] upTo;

  private Answers(@Nullable Answer atConnect, List<Answer> atMessage, List<Integer> weights) {
    this.atConnect = atConnect;
    this.atMessage = atMessage.toArray(Answer[]::new);
    this.upTo = new long[weights.size()];
    long sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += weights.get(i);
      upTo[i] = sum;
    }
  }

  /** Those of a mode, set there. */
  public static Answers of(ModeSetting setting, String by, Wording wording) {
    Mode mode = setting.mode();
    return switch (mode) {
      case ACCEPT -> fixed(null, new Answer(Verdict.proceed(), by, mode));
      case BOUNCE, RANDOM -> drawn(setting, by, wording);
      case UNAVAILABLE -> away(new Answer(refuse(421, wording), by, mode), wording);
      case OFFLINE -> away(new Answer(refuse(521, wording), by, mode), wording);
    };
  }

  /** While no policy can be read. */
  public static Answers misconfigured(String by) {
    return always(new Answer(Verdict.reply(ReplyTable.MISCONFIGURED), by, null));
  }

  /** What takes the greeting's place; null for a greeting. */
  public @Nullable Answer atConnect() {
    return atConnect;
  }

  /** The answer to a complete message. */
  public Answer atMessage(Dice dice) {
    if (atMessage.length == 1) {
      return atMessage[0];
    }
    long drawn = dice.below(upTo[upTo.length - 1]);
    int i = 0;
    while (drawn >= upTo[i]) {
      i++;
    }
    return atMessage[i];
  }

  private static Answers fixed(@Nullable Answer atConnect, Answer atMessage) {
    return new Answers(atConnect, List.of(atMessage), List.of(1));
  }

  private static Answers away(Answer answer, Wording wording) {
    return wording.refusesAtConnect() ? always(answer) : fixed(null, answer);
  }

  private static Answers always(Answer answer) {
    return fixed(answer, answer);
  }

  private static Answers drawn(ModeSetting setting, String by, Wording wording) {
    List<CodeWeight> codes = setting.codes().isEmpty() ? own(setting.mode()) : setting.codes();
    List<Answer> answers = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    for (CodeWeight each : codes) {
      Verdict verdict = each.code() == 250 ? Verdict.proceed() : refuse(each.code(), wording);
      answers.add(new Answer(verdict, by, setting.mode()));
      weights.add(each.weight());
    }
    return new Answers(null, answers, weights);
  }

  private static List<CodeWeight> own(Mode mode) {
    List<CodeWeight> codes = new ArrayList<>();
    if (mode == Mode.RANDOM) {
      codes.add(new CodeWeight(250, 1));
    }
    ReplyTable.BOUNCES.forEach(code -> codes.add(new CodeWeight(code, 1)));
    return codes;
  }

  private static Verdict refuse(int code, Wording wording) {
    return Verdict.reply(wording.refusal(code));
  }
}

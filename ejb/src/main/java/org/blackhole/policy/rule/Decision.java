// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.util.List;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Handshake;

/** What decides a stage. Immutable. */
public sealed interface Decision {

  /** Whether it can only be after STARTTLS: on implicit TLS it decides nothing. */
  default boolean isForStartTls() {
    return false;
  }

  /** Yes. */
  record Accept() implements Decision {}

  /**
   * These words.
   *
   * @param close whether the connection closes then
   */
  record Say(ReplyTemplate reply, boolean close) implements Decision {}

  /** One of several, drawn by weight. */
  record Choose(List<Choice> choices, long sum) implements Decision {

    public Choose {
      choices = List.copyOf(choices);
    }

    /** Out of these. */
    public static Choose of(List<Choice> choices) {
      return new Choose(choices, choices.stream().mapToLong(Choice::weight).sum());
    }

    /** The index of the one that this draw, 0 to {@code sum - 1}, comes to. */
    public int indexAt(long drawn) {
      long rest = drawn;
      for (int i = 0; i < choices.size(); i++) {
        rest -= choices.get(i).weight();
        if (rest < 0) {
          return i;
        }
      }
      throw new IllegalArgumentException("drawn beyond the sum: " + drawn);
    }
  }

  /** One of several. */
  record Choice(int weight, Action then) {}

  /** The answer of a mode. */
  record ByMode(ModeSetting mode) implements Decision {}

  /** FIN without a word. */
  record Close() implements Decision {}

  /** RST. */
  record Reset() implements Decision {}

  /** Nothing for a while, then FIN. */
  record Hang(DurationRange hold) implements Decision {}

  /** What becomes of a TLS handshake. */
  record Tls(Handshake handshake) implements Decision {

    @Override
    public boolean isForStartTls() {
      return handshake.action() == Handshake.Action.PLAIN;
    }
  }

  /** STARTTLS is refused with these words. */
  record RefuseTls(ReplyTemplate reply) implements Decision {

    @Override
    public boolean isForStartTls() {
      return true;
    }
  }
}

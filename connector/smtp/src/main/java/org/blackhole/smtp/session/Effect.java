// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a stage once the application has decided.
 *
 * @param yes if it proceeds, or answers with 2yz
 * @param no if it answers with 4yz or 5yz and the session goes on
 */
record Effect(Yes yes, No no) {

  /** To proceed. */
  @FunctionalInterface
  interface Yes {

    /**
     * Happens.
     *
     * @param words the application's own words for yes, or null for the usual ones
     */
    void on(Session session, @Nullable Reply words);
  }

  /** To refuse. */
  @FunctionalInterface
  interface No {
    void on(Session session, Stage stage, Reply refusal);
  }

  /** Of which nothing comes but the refusal being said. */
  static Effect of(Yes yes) {
    return new Effect(yes, (session, stage, refusal) -> session.say(stage, refusal));
  }
}

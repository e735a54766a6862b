// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The convention by which a client chooses whether its log-in succeeds: {@code pass=} or {@code
 * fail=} in user name, password or token. Whatever has neither succeeds.
 */
final class LogInWords {

  private static final String PASS = "pass=";
  private static final String FAIL = "fail=";
  private static final Verdict FAILED =
      Verdict.reply(Reply.of(535, "5.7.8", "Authentication failed"));

  private LogInWords() {}

  static Verdict judge(Credentials credentials) {
    if (has(PASS, credentials)) {
      return Verdict.proceed();
    }
    return has(FAIL, credentials) ? FAILED : Verdict.proceed();
  }

  private static boolean has(String word, Credentials credentials) {
    return has(word, credentials.user())
        || has(word, credentials.authorization())
        || has(word, credentials.secret());
  }

  private static boolean has(String word, @Nullable String text) {
    return text != null && text.contains(word);
  }
}

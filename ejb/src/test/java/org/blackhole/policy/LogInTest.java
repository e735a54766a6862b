// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may log in: everyone, unless the client itself says otherwise. */
class LogInTest {

  private static String answer(String user, @Nullable String secret) {
    Verdict verdict = LogInWords.judge(new Credentials("PLAIN", user, null, secret));
    return verdict.reply() == null ? "yes" : verdict.reply().toString();
  }

  @Test
  void everyoneMay() {
    assertThat(answer("someone", "secret")).isEqualTo("yes");
    assertThat(answer("someone", null)).isEqualTo("yes");
  }

  @Test
  void failInNameOrPasswordRefuses() {
    assertThat(answer("fail=me", "secret")).isEqualTo("535 5.7.8 Authentication failed");
    assertThat(answer("someone", "fail=")).isEqualTo("535 5.7.8 Authentication failed");
  }

  @Test
  void passGoesBeforeFail() {
    assertThat(answer("fail=me", "pass=me")).isEqualTo("yes");
  }
}

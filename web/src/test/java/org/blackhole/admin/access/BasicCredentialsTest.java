// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7617 2. */
class BasicCredentialsTest {

  @Test
  void thePasswordMayHaveColonsAndUmlautsAndBeEmpty() {
    assertThat(BasicCredentials.parse("Basic " + base64("vera:a:b\u00e4", StandardCharsets.UTF_8)))
        .hasValue(new BasicCredentials("vera", "a:b\u00e4"));
    assertThat(BasicCredentials.parse("basic   " + base64("vera:", StandardCharsets.UTF_8)))
        .hasValue(new BasicCredentials("vera", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic ???",
        "Basic dmVyYQ==",
        "Bearer dmVyYTpw",
        "",
        "Basic dm"
      })
  void whatIsNoPairIsNone(String header) {
    assertThat(BasicCredentials.parse(header)).isEmpty();
  }

  @Test
  void whatIsNotUtf8IsNone() {
    assertThat(
            BasicCredentials.parse("Basic " + base64("vera:\u00e4", StandardCharsets.ISO_8859_1)))
        .isEmpty();
  }

  @Test
  void thePasswordIsNotInItsText() {
    assertThat(new BasicCredentials("vera", "secret")).hasToString("vera");
  }

  private static String base64(String text, Charset charset) {
    return Base64.getEncoder().encodeToString(text.getBytes(charset));
  }
}

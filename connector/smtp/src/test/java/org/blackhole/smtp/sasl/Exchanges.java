// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.blackhole.smtp.api.ChannelBinding;
import org.blackhole.smtp.api.Credentials;
import org.jspecify.annotations.Nullable;

/** What tests of exchanges begin with, and how they read the steps. */
final class Exchanges {

  static final ChannelBinding EXPORTER =
      new ChannelBinding(ChannelBinding.EXPORTER, octets("0123456789abcdef0123456789abcdef"));
  static final ChannelBinding END_POINT =
      new ChannelBinding(ChannelBinding.SERVER_END_POINT, octets("the hash of a certificate"));

  private Exchanges() {}

  /** Inside TLS, with every mechanism offered, and one user: alice, whose password is secret. */
  static Surroundings surroundings() {
    return surroundings(name -> name.equals("alice") ? "secret" : null, null);
  }

  static Surroundings surroundings(Passwords passwords, @Nullable X509Certificate certificate) {
    return new Surroundings(
        "mx.example.com",
        passwords,
        List.of(EXPORTER, END_POINT),
        true,
        certificate,
        new SecureRandom());
  }

  /** Without TLS. */
  static Surroundings plain(Passwords passwords) {
    return new Surroundings(
        "mx.example.com", passwords, List.of(), false, null, new SecureRandom());
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  static byte[] challenge(Step step) {
    assertThat(step).isInstanceOf(Step.Challenge.class);
    return ((Step.Challenge) step).data();
  }

  static String challengeText(Step step) {
    return new String(challenge(step), StandardCharsets.UTF_8);
  }

  static Credentials credentials(Step step) {
    assertThat(step).isInstanceOf(Step.Done.class);
    return ((Step.Done) step).credentials();
  }

  static Reason reason(Step step) {
    assertThat(step).isInstanceOf(Step.Failed.class);
    return ((Step.Failed) step).reason();
  }
}

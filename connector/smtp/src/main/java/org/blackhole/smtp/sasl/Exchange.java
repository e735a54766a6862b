// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.jspecify.annotations.Nullable;

/**
 * One authentication (RFC 4422 3): {@link #begin} once, then {@link #next} for each response until
 * the step is {@link Step.Done} or {@link Step.Failed}. Whatever octets come, the answer is a step
 * and never an exception. That a client cancels with {@code *} is the session's affair: the
 * exchange is let go. One thread.
 */
public sealed interface Exchange
    permits BearerExchange,
        CramMd5Exchange,
        ExternalExchange,
        LoginExchange,
        PlainExchange,
        ScramExchange {

  /** A new exchange. */
  static Exchange of(Mechanism mechanism, Surroundings surroundings) {
    return switch (mechanism) {
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS, SCRAM_SHA_256, SCRAM_SHA_1 ->
          new ScramExchange(mechanism, surroundings);
      case CRAM_MD5 -> new CramMd5Exchange(surroundings);
      case OAUTHBEARER, XOAUTH2 -> new BearerExchange(mechanism);
      case EXTERNAL -> new ExternalExchange(surroundings.clientCertificate());
      case PLAIN -> new PlainExchange();
      case LOGIN -> new LoginExchange();
    };
  }

  /**
   * Begins. Where the client speaks first and has not yet, it is asked to by an empty challenge
   * (RFC 4954 4).
   *
   * @param initialResponse null if the client sent none; empty if it sent {@code =}
   */
  default Step begin(byte @Nullable [] initialResponse) {
    return initialResponse == null ? new Step.Challenge(new byte[0]) : next(initialResponse);
  }

  /** Takes the response to the last challenge. */
  Step next(byte[] response);

  /**
   * What the client is to be told as a last challenge, whose response does not matter, if the
   * application refuses the credentials; or null if 535 can go out at once.
   */
  default byte @Nullable [] failure() {
    return null;
  }
}

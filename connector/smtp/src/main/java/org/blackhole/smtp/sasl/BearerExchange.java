// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.blackhole.smtp.api.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * XOAUTH2 and OAUTHBEARER (RFC 7628 3): one message with a bearer token. A client learns that its
 * token is not taken, or that it should have had one, from a last challenge in JSON, to which it
 * sends a response that means nothing (3.2.3).
 */
final class BearerExchange implements Exchange {

  private static final String OAUTHBEARER_REFUSAL = "{\"status\":\"invalid_token\"}";
  private static final String XOAUTH2_REFUSAL = "{\"status\":\"401\",\"schemes\":\"bearer\"}";

  private enum State {
    REQUEST,
    ANSWERED
  }

  private final Mechanism mechanism;
  private State state = State.REQUEST;

  BearerExchange(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  @Override
  public Step next(byte[] response) {
    if (state == State.ANSWERED) {
      return new Step.Failed(Reason.MISMATCH);
    }
    BearerRequest request = parse(response);
    if (request == null) {
      return new Step.Failed(Reason.MALFORMED);
    }
    state = State.ANSWERED;
    return request.token() == null
        ? new Step.Challenge(failure())
        : new Step.Done(new Credentials(mechanism.label(), request.user(), null, request.token()));
  }

  private @Nullable BearerRequest parse(byte[] response) {
    String text = Utf8.decode(response);
    if (text == null) {
      return null;
    }
    return mechanism == Mechanism.XOAUTH2
        ? BearerRequest.xoauth2(text)
        : BearerRequest.oauthBearer(text);
  }

  @Override
  public byte[] failure() {
    return Utf8.encode(mechanism == Mechanism.XOAUTH2 ? XOAUTH2_REFUSAL : OAUTHBEARER_REFUSAL);
  }
}

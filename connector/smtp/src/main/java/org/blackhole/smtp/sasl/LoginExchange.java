// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.blackhole.smtp.api.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * LOGIN (draft-murchison-sasl-login): the name, then the password, each asked for. There is no
 * grammar; that of PLAIN is held to. Clients may give the name as initial response.
 */
final class LoginExchange implements Exchange {

  private sealed interface State {}

  private record User() implements State {}

  private record Password(String user) implements State {}

  private State state = new User();

  @Override
  public Step begin(byte @Nullable [] initialResponse) {
    return initialResponse == null
        ? new Step.Challenge(Utf8.encode("Username:"))
        : next(initialResponse);
  }

  @Override
  public Step next(byte[] response) {
    String text = ClearText.decode(response, 0, response.length);
    if (text == null) {
      return new Step.Failed(Reason.MALFORMED);
    }
    if (state instanceof Password password) {
      return new Step.Done(new Credentials(Mechanism.LOGIN.label(), password.user, null, text));
    }
    state = new Password(text);
    return new Step.Challenge(Utf8.encode("Password:"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.blackhole.smtp.api.Credentials;

/**
 * PLAIN (RFC 4616 2): one message, {@code [authzid] NUL authcid NUL passwd}. Name and password are
 * handed on as they are, without SASLprep, which is for whoever compares them.
 */
final class PlainExchange implements Exchange {

  @Override
  public Step next(byte[] response) {
    int first = ClearText.indexOfNul(response, 0, response.length);
    int second = first < 0 ? -1 : ClearText.indexOfNul(response, first + 1, response.length);
    if (second < 0) {
      return new Step.Failed(Reason.MALFORMED);
    }
    String authorization = first == 0 ? "" : ClearText.decode(response, 0, first);
    String user = ClearText.decode(response, first + 1, second);
    String password = ClearText.decode(response, second + 1, response.length);
    if (authorization == null || user == null || password == null) {
      return new Step.Failed(Reason.MALFORMED);
    }
    boolean other = !authorization.isEmpty() && !authorization.equals(user);
    return new Step.Done(
        new Credentials(Mechanism.PLAIN.label(), user, other ? authorization : null, password));
  }
}

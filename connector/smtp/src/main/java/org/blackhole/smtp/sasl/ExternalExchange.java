// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.security.cert.X509Certificate;
import org.blackhole.smtp.api.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * EXTERNAL (RFC 4422 appendix A): the client is whom its certificate names, and may ask to act as
 * someone else.
 */
final class ExternalExchange implements Exchange {

  private final @Nullable X509Certificate certificate;

  ExternalExchange(@Nullable X509Certificate certificate) {
    this.certificate = certificate;
  }

  @Override
  public Step begin(byte @Nullable [] initialResponse) {
    return certificate == null
        ? new Step.Failed(Reason.MISMATCH)
        : Exchange.super.begin(initialResponse);
  }

  @Override
  public Step next(byte[] response) {
    if (certificate == null) {
      return new Step.Failed(Reason.MISMATCH);
    }
    String authorization =
        ClearText.indexOfNul(response, 0, response.length) < 0 ? Utf8.decode(response) : null;
    if (authorization == null) {
      return new Step.Failed(Reason.MALFORMED);
    }
    String user = certificate.getSubjectX500Principal().getName();
    boolean other = !authorization.isEmpty() && !authorization.equals(user);
    return new Step.Done(
        new Credentials(Mechanism.EXTERNAL.label(), user, other ? authorization : null, null));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.blackhole.smtp.api.ChannelBinding;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange needs to know of the session it is in.
 *
 * @param hostname of the server, for challenges
 * @param passwords for the mechanisms that hide the client's
 * @param bindings those the server knows of this TLS channel; none without TLS
 * @param plusOffered whether the client has been offered a mechanism with channel binding
 * @param clientCertificate as TLS verified it, or null
 * @param random for nonces and salts
 */
public record Surroundings(
    String hostname,
    Passwords passwords,
    List<ChannelBinding> bindings,
    boolean plusOffered,
    @Nullable X509Certificate clientCertificate,
    SecureRandom random) {

  /** Keeps a copy of the list. */
  public Surroundings {
    bindings = List.copyOf(bindings);
  }

  /** The binding of this type, or null. */
  @Nullable ChannelBinding binding(String type) {
    for (ChannelBinding binding : bindings) {
      if (binding.type().equals(type)) {
        return binding;
      }
    }
    return null;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates that go with it.
 *
 * @param chain the key's own certificate first
 */
public record TlsMaterial(PrivateKey key, List<X509Certificate> chain) {

  public TlsMaterial {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("A private key needs a certificate.");
    }
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  /** Says whose key it is, and nothing of the key. */
  @Override
  public String toString() {
    return "TlsMaterial[" + certificate().getSubjectX500Principal() + "]";
  }
}

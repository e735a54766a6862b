// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import javax.net.ssl.SSLEngine;

/** An OCSP response that goes with a certificate in the handshake (RFC 6066 8). Immutable. */
final class OcspStaple {

  private final byte[] response;

  /**
   * @param response in DER
   */
  OcspStaple(byte[] response) {
    this.response = response.clone();
  }

  /** Shows it to clients that ask; the engine's context has to allow it. */
  void attach(SSLEngine engine) {
    TlsNative.staple(engine, response);
  }
}

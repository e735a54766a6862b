// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

/**
 * Whose word on a client a listener takes.
 *
 * @param proxyProtocol proxies, each of whose connections must begin with a header of the PROXY
 *     protocol; if there are none, no header is taken
 * @param xclient clients that may say by XCLIENT and XFORWARD whom they speak for
 */
public record ProxyTrust(TrustedNetworks proxyProtocol, TrustedNetworks xclient) {

  public static final ProxyTrust NONE = new ProxyTrust(TrustedNetworks.NONE, TrustedNetworks.NONE);

  boolean expectsHeader() {
    return !proxyProtocol.equals(TrustedNetworks.NONE);
  }
}

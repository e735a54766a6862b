// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.handler.ssl.OpenSslCertificateException;
import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes client certificates that chain to one of the given authorities, as the JDK judges. Netty
 * would have OpenSSL call a stranger an internal error; this has it say {@code unknown_ca}.
 */
final class TlsKnownClients extends X509ExtendedTrustManager {

  /** X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY. */
  private static final int NO_KNOWN_ISSUER = 20;

  private final X509ExtendedTrustManager judge;

  TlsKnownClients(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      judge.checkClientTrusted(chain, authType);
    } catch (CertificateException e) {
      throw explained(e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    try {
      judge.checkClientTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      throw explained(e);
    }
  }

  private static CertificateException explained(CertificateException refused) {
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathValidatorException fault
          && fault.getReason() != CertPathValidatorException.BasicReason.UNSPECIFIED) {
        return refused; // expired and the like, which Netty knows to tell
      }
    }
    return new OpenSslCertificateException(refused.getMessage(), refused, NO_KNOWN_ISSUER);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    judge.checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    judge.checkServerTrusted(chain, authType, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.blackhole.smtp.api.Scheme;
import org.jspecify.annotations.Nullable;

/** A client of the JDK that trusts one authority and looks closely. */
final class CheckingClient {

  /** Where it learns what is revoked; it accepts nothing that it learns nothing of. */
  enum Revocation {
    UNCHECKED,
    STAPLED,
    LISTED
  }

  private final SSLContext context;

  CheckingClient(X509Certificate authority, Revocation revocation, @Nullable X509CRL list)
      throws GeneralSecurityException {
    PKIXBuilderParameters parameters =
        new PKIXBuilderParameters(Set.of(new TrustAnchor(authority, null)), new X509CertSelector());
    parameters.setRevocationEnabled(revocation != Revocation.UNCHECKED);
    if (revocation != Revocation.UNCHECKED) {
      PKIXRevocationChecker checker =
          (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
      checker.setOptions(
          revocation == Revocation.LISTED
              ? Set.of(
                  PKIXRevocationChecker.Option.PREFER_CRLS,
                  PKIXRevocationChecker.Option.NO_FALLBACK)
              : Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
      parameters.addCertPathChecker(checker);
    }
    if (list != null) {
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(list))));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(new CertPathTrustManagerParameters(parameters));
    context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
  }

  /** Sends a mail, if it likes what it is shown. */
  void mail(SmtpSocket server, String version) throws IOException {
    try (Client client = Client.of(server)) {
      if (server.info().scheme() == Scheme.SMTP) {
        client.greet().say("STARTTLS\r\n").hear("220 ");
      }
      client.encrypt(context, "localhost", parameters -> look(parameters, version));
      if (server.info().scheme() == Scheme.SMTPS) {
        client.hear("220 ");
      }
      client.say("EHLO client.example\r\n").hear("250 ").mail().quit();
    }
  }

  private static void look(SSLParameters parameters, String version) {
    parameters.setProtocols(new String[] {version});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setAlgorithmConstraints(new StrongKeys());
  }

  /** RSA of 2048 bits, which all ask for by now. */
  private static final class StrongKeys implements AlgorithmConstraints {
    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses, String algorithm, @Nullable AlgorithmParameters parameters) {
      return true;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, Key key) {
      return !(key instanceof RSAKey rsa) || rsa.getModulus().bitLength() >= 2048;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses,
        String algorithm,
        Key key,
        @Nullable AlgorithmParameters parameters) {
      return permits(uses, key);
    }
  }
}

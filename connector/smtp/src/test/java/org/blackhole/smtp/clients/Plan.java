// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import java.util.List;
import java.util.Set;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.net.ProxyTrust;
import org.blackhole.smtp.net.TlsSettings;
import org.blackhole.smtp.net.TlsSettings.ClientCertificate;
import org.blackhole.smtp.net.TrustedNetworks;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.SessionSettings;

/** What a test wants of the engine's listener. */
record Plan(
    Scheme scheme, StartTls startTls, SessionSettings session, ProxyTrust trust, TlsSettings tls) {

  /** What every user may log in with. */
  static final String PASSWORD = "open sesame";

  /** As a listener is by default: STARTTLS and AUTH for those who want them. */
  static Plan mx() {
    return of(Scheme.SMTP, StartTls.OPTIONAL);
  }

  /** TLS from the first octet. */
  static Plan smtps() {
    return of(Scheme.SMTPS, StartTls.OFF);
  }

  /** LMTP, without TLS. */
  static Plan lmtp() {
    return of(Scheme.LMTP, StartTls.OFF);
  }

  /** Nobody gets in without a login by one of these, with {@link #PASSWORD} where it counts. */
  static Plan submission(Mechanism... mechanisms) {
    return mx().with(
            new AuthSettings(
                AuthSettings.Rule.REQUIRED, false, Set.copyOf(List.of(mechanisms)), PASSWORD));
  }

  private static Plan of(Scheme scheme, StartTls startTls) {
    return new Plan(
        scheme,
        startTls,
        SessionSettings.defaults("mx.example").with(ContentInterest.BODY),
        ProxyTrust.NONE,
        TlsSettings.DEFAULT);
  }

  /** The same with STARTTLS as a must, or not at all. */
  Plan with(StartTls other) {
    return new Plan(scheme, other, session, trust, tls);
  }

  private Plan with(AuthSettings auth) {
    return new Plan(scheme, startTls, session.with(auth), trust, tls);
  }

  /** The same without these extensions. */
  Plan hiding(String... keywords) {
    return new Plan(scheme, startTls, session.with(Set.of(keywords), Set.of()), trust, tls);
  }

  /** The same, where clients from loopback may speak for others. */
  Plan trusting() {
    ProxyTrust loopback =
        new ProxyTrust(TrustedNetworks.NONE, new TrustedNetworks(List.of("127.0.0.0/8")));
    return new Plan(scheme, startTls, session, loopback, tls);
  }

  /** The same with TLS done by this provider. */
  Plan by(TlsSettings.Provider provider) {
    return new Plan(
        scheme, startTls, session, trust, new TlsSettings(tls.protocols(), List.of(), provider));
  }

  /** The same, which asks clients for a certificate. */
  Plan askingForCertificates() {
    return new Plan(
        scheme,
        startTls,
        session,
        trust,
        new TlsSettings(
            tls.protocols(),
            tls.ciphers(),
            tls.provider(),
            ClientCertificate.WANTED,
            null,
            List.of(),
            true));
  }
}

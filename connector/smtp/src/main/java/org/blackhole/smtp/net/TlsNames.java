// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The host names in a certificate and in a ClientHello, in lower case. */
final class TlsNames {

  private static final int DNS_NAME = 2;

  private TlsNames() {}

  /** The alternative names (RFC 9525 6.3); where there is none, the common name. */
  static Set<String> of(X509Certificate certificate) throws CertificateParsingException {
    Set<String> names = new LinkedHashSet<>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> each : alternatives) {
        if (Integer.valueOf(DNS_NAME).equals(each.get(0))) {
          names.add(String.valueOf(each.get(1)).toLowerCase(Locale.ROOT));
        }
      }
    }
    if (names.isEmpty()) {
      addCommonName(certificate, names);
    }
    return names;
  }

  private static void addCommonName(X509Certificate certificate, Set<String> names) {
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          names.add(String.valueOf(rdn.getValue()).toLowerCase(Locale.ROOT));
        }
      }
    } catch (InvalidNameException noName) {
      // then it fits no name
    }
  }

  /** In lower case; null if no host can have this name. */
  static @Nullable String host(@Nullable String name) {
    try {
      return name == null ? null : new SNIHostName(name).getAsciiName().toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException noHost) {
      return null;
    }
  }

  /** The server name that the client asks for (RFC 6066 3), or null. */
  static @Nullable String requested(SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      try {
        for (SNIServerName name : extended.getRequestedServerNames()) {
          if (name instanceof SNIHostName host) {
            return host.getAsciiName().toLowerCase(Locale.ROOT);
          }
        }
      } catch (UnsupportedOperationException | IllegalArgumentException e) {
        return null; // not told, or no host name: OpenSSL passes on what the client sent
      }
    }
    return null;
  }
}

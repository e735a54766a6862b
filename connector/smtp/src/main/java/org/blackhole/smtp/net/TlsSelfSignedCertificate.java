// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.math.BigInteger;
import java.net.IDN;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * The form of the certificate that {@link TlsSelfSigned} makes (RFC 5280): ECDSA P-256, for a
 * server, good for the given names and the machine's own.
 *
 * @param names host names in A-label form, and addresses as the JDK writes them
 */
record TlsSelfSignedCertificate(Set<String> names) {

  /** What browsers and mail clients take at most. */
  static final Duration LIFETIME = Duration.ofDays(397);

  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final List<String> OWN_NAMES = List.of("localhost", "127.0.0.1", "::1");
  private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9_*-]+(\\.[a-z0-9_-]+)*");
  private static final int MAX_HOST_NAME = 253;
  private static final int MAX_COMMON_NAME = 64;

  /** Takes host names, internationalised ones too, and addresses. */
  static TlsSelfSignedCertificate of(List<String> hostnames) {
    Set<String> names = new LinkedHashSet<>();
    hostnames.forEach(name -> names.add(normalized(name)));
    OWN_NAMES.forEach(name -> names.add(normalized(name)));
    return new TlsSelfSignedCertificate(names);
  }

  private static String normalized(String name) {
    try {
      if (IPAddress.isValid(name)) {
        // A literal: nothing is looked up.
        return InetAddress.getByName(name).getHostAddress();
      }
      String ascii = IDN.toASCII(name).toLowerCase(Locale.ROOT);
      String host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
      if (host.length() <= MAX_HOST_NAME && HOST_NAME.matcher(host).matches()) {
        return host;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw noHostName(name, e);
    }
    throw noHostName(name, null);
  }

  private static IllegalArgumentException noHostName(String name, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "\"%s\" is neither a host name nor an address that a certificate can have.".formatted(name),
        cause);
  }

  boolean isCoveredBy(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> found = certificate.getSubjectAlternativeNames();
    if (found == null) {
      return false;
    }
    Set<String> covered = new LinkedHashSet<>();
    for (List<?> each : found) {
      covered.add(String.valueOf(each.get(1)).toLowerCase(Locale.ROOT));
    }
    return covered.containsAll(names);
  }

  TlsMaterial make(Instant now) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    String first = names.iterator().next();
    var subject =
        new X500NameBuilder()
            .addRDN(BCStyle.CN, first.length() <= MAX_COMMON_NAME ? first : "localhost")
            .build();
    var builder =
        new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(126, new SecureRandom()).setBit(126),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(LIFETIME)),
                subject,
                pair.getPublic())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .addExtension(Extension.subjectAlternativeName, false, alternativeNames());
    try {
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
      return new TlsMaterial(pair.getPrivate(), List.of(certificate));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("A self-signed certificate cannot be made.", e);
    }
  }

  private GeneralNames alternativeNames() {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new));
  }
}

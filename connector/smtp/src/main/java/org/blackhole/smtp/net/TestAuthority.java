// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * A certification authority of the server's own (RFC 5280), so that tests can have clients check
 * certificates: who trusts its one certificate trusts all that it issues. It is kept in the file
 * {@code ca.p12} of a directory, made when it is not there, and made anew when it nears its end.
 * Safe for any thread but an event loop.
 */
public final class TestAuthority {

  /** Subject of its certificate. */
  public static final String NAME = "Blackhole test CA";

  private static final System.Logger LOG = System.getLogger("org.blackhole.smtp.net");
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final int MAX_COMMON_NAME = 64;

  /** Nothing that it issues outlives it. */
  private static final Duration RENEWAL = CertificateRequest.LIFETIME.plusDays(3);

  private final TlsStoreFile file;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param directory need not exist
   */
  public TestAuthority(Path directory) {
    this(directory, InstantSource.system());
  }

  TestAuthority(Path directory, InstantSource clock) {
    this.file = new TlsStoreFile("key store of the test CA", directory.resolve("ca.p12"));
    this.clock = clock;
  }

  /**
   * Its certificate, if there is one; makes none.
   *
   * @throws IOException if it is there and cannot be read; a sentence for the user
   * @throws GeneralSecurityException if it is of no use; a sentence too
   */
  public synchronized Optional<X509Certificate> certificate()
      throws IOException, GeneralSecurityException {
    return Files.exists(file.path()) ? Optional.of(file.read().certificate()) : Optional.empty();
  }

  /**
   * Signs a certificate; the chain of what it gives ends with its own.
   *
   * @throws IOException if there is no authority yet and it cannot be made, or it cannot be read
   */
  public synchronized TlsMaterial issue(CertificateRequest request)
      throws IOException, GeneralSecurityException {
    TlsMaterial authority = current();
    String first = request.names().get(0);
    X509v3CertificateBuilder builder =
        builder(
            name(NAME),
            name(first.length() <= MAX_COMMON_NAME ? first : "localhost"),
            request.keys().getPublic(),
            request.start(),
            request.end());
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    boolean rsa = request.keys().getPublic().getAlgorithm().equals("RSA");
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(
            Extension.keyUsage,
            true,
            new KeyUsage(KeyUsage.digitalSignature | (rsa ? KeyUsage.keyEncipherment : 0)))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .addExtension(Extension.subjectAlternativeName, false, alternatives(request.names()))
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            extensions.createSubjectKeyIdentifier(request.keys().getPublic()))
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            extensions.createAuthorityKeyIdentifier(authority.certificate().getPublicKey()));
    X509Certificate issued = signed(builder, authority.key());
    return new TlsMaterial(request.keys().getPrivate(), List.of(issued, authority.certificate()));
  }

  /** Changes with the authority; makes one where there is none. Cheap. */
  synchronized Object version() throws IOException, GeneralSecurityException {
    if (Files.notExists(file.path())) {
      make("there is none");
    }
    return file.stamp();
  }

  /** Whether this comes from the authority as it is now. */
  synchronized boolean hasIssued(TlsMaterial material)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = material.chain();
    return chain.get(chain.size() - 1).equals(current().certificate()) && chain.size() == 2;
  }

  private TlsMaterial current() throws IOException, GeneralSecurityException {
    if (Files.notExists(file.path())) {
      return make("there is none");
    }
    file.restrict();
    TlsMaterial found = file.read();
    Instant end = found.certificate().getNotAfter().toInstant();
    return clock.instant().isBefore(end.minus(RENEWAL))
        ? found
        : make("the old one ends at " + end);
  }

  private TlsMaterial make(String why) throws IOException, GeneralSecurityException {
    Instant now = clock.instant();
    KeyPair keys = CertificateRequest.newKeys();
    X500Name name = name(NAME);
    X509v3CertificateBuilder builder =
        builder(
            name,
            name,
            keys.getPublic(),
            now.minus(CertificateRequest.CLOCK_SKEW),
            now.plus(LIFETIME));
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
        .addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    TlsMaterial made =
        new TlsMaterial(keys.getPrivate(), List.of(signed(builder, keys.getPrivate())));
    file.write(made);
    LOG.log(Level.INFO, "A test CA was made in {0}, as {1}.", file.path(), why);
    return made;
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant start, Instant end) {
    BigInteger serial = new BigInteger(126, random).setBit(126);
    return new JcaX509v3CertificateBuilder(
        issuer, serial, Date.from(start), Date.from(end), subject, key);
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("A certificate cannot be signed.", e);
    }
  }

  private static X500Name name(String common) {
    return new X500NameBuilder().addRDN(BCStyle.CN, common).build();
  }

  private static GeneralNames alternatives(List<String> names) {
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

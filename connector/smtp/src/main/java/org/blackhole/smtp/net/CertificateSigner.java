// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.jcajce.JcaCertificateID;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * Signs with an EC key what an authority signs: certificates and lists of revoked ones (RFC 5280),
 * and answers about one (RFC 6960).
 *
 * @param name of the issuer
 */
record CertificateSigner(X500Name name, PrivateKey key, PublicKey publicKey) {

  private static final int MAX_COMMON_NAME = 64;
  private static final int SERIAL_BITS = 126;
  private static final int REASON = CRLReason.keyCompromise;
  private static final SecureRandom RANDOM = new SecureRandom();

  static CertificateSigner of(String commonName, PrivateKey key, PublicKey publicKey) {
    return new CertificateSigner(name(commonName), key, publicKey);
  }

  /** As the authority that has this certificate and key. */
  static CertificateSigner of(TlsMaterial authority) {
    X509Certificate certificate = authority.certificate();
    return new CertificateSigner(
        X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
        authority.key(),
        certificate.getPublicKey());
  }

  /** The certificate of the authority itself. */
  X509Certificate authority(Instant start, Instant end) throws GeneralSecurityException {
    X509v3CertificateBuilder builder = builder(name, publicKey, start, end);
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(publicKey));
    } catch (IOException e) {
      throw unsigned(e);
    }
    return signed(builder);
  }

  /** The certificate of a server. */
  X509Certificate server(CertificateRequest request) throws GeneralSecurityException {
    String first = request.names().get(0);
    PublicKey subjectKey = request.keys().getPublic();
    X509v3CertificateBuilder builder =
        builder(
            name(first.length() <= MAX_COMMON_NAME ? first : "localhost"),
            subjectKey,
            request.start(),
            request.end());
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    boolean rsa = subjectKey.getAlgorithm().equals("RSA");
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(
              Extension.keyUsage,
              true,
              new KeyUsage(KeyUsage.digitalSignature | (rsa ? KeyUsage.keyEncipherment : 0)))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
          .addExtension(Extension.subjectAlternativeName, false, alternatives(request.names()))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              extensions.createSubjectKeyIdentifier(subjectKey))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              extensions.createAuthorityKeyIdentifier(publicKey));
    } catch (IOException e) {
      throw unsigned(e);
    }
    return signed(builder);
  }

  /** The list of what is revoked. Of two lists the later one has the higher number. */
  X509CRL list(Collection<RevokedSerial> revoked, Instant now, Instant next)
      throws GeneralSecurityException {
    X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(now));
    builder.setNextUpdate(Date.from(next));
    revoked.forEach(each -> builder.addCRLEntry(each.serial(), Date.from(each.since()), REASON));
    try {
      builder
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(publicKey))
          .addExtension(
              Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
      return new JcaX509CRLConverter().getCRL(builder.build(signer()));
    } catch (IOException | OperatorCreationException e) {
      throw unsigned(e);
    }
  }

  /** The answer that a certificate of this authority is revoked, in DER. */
  byte[] revoked(TlsMaterial issued, Instant since, Instant now, Instant next)
      throws GeneralSecurityException {
    X509Certificate certificate = issued.certificate();
    try {
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      DigestCalculator sha1 = digests.get(CertificateID.HASH_SHA1);
      CertificateID id =
          new JcaCertificateID(sha1, issued.chain().get(1), certificate.getSerialNumber());
      CertificateStatus status =
          new RevokedStatus(
              new RevokedInfo(
                  new org.bouncycastle.asn1.ASN1GeneralizedTime(Date.from(since)),
                  CRLReason.lookup(REASON)));
      BasicOCSPResp basic =
          new JcaBasicOCSPRespBuilder(publicKey, sha1)
              .addResponse(id, status, Date.from(now), Date.from(next))
              .build(signer(), null, Date.from(now));
      OCSPResp response = new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic);
      return response.getEncoded();
    } catch (OperatorCreationException | OCSPException | IOException e) {
      throw unsigned(e);
    }
  }

  private X509v3CertificateBuilder builder(
      X500Name subject, PublicKey subjectKey, Instant start, Instant end) {
    BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS);
    return new JcaX509v3CertificateBuilder(
        name, serial, Date.from(start), Date.from(end), subject, subjectKey);
  }

  private X509Certificate signed(X509v3CertificateBuilder builder) throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
    } catch (OperatorCreationException e) {
      throw unsigned(e);
    }
  }

  private ContentSigner signer() throws OperatorCreationException {
    return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
  }

  private static GeneralSecurityException unsigned(Exception cause) {
    return new GeneralSecurityException("A certificate cannot be signed.", cause);
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

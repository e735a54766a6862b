// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** Keys and certificates for tests, and the files they come in. */
final class TlsTestKeys {

  /** The parameters block that openssl writes before a SEC 1 key. */
  static final PemObject EC_PARAMETERS = new PemObject("EC PARAMETERS", encodedCurve());

  private TlsTestKeys() {}

  /** A source of fixed material whose version and content a test sets. */
  static final class Fixed implements TlsSource {
    private volatile List<TlsMaterial> materials;

    Fixed(TlsMaterial... materials) {
      this.materials = List.of(materials);
    }

    void set(TlsMaterial... changed) {
      materials = List.of(changed);
    }

    @Override
    public Object version() {
      return materials;
    }

    @Override
    public List<TlsMaterial> load() {
      return materials;
    }

    @Override
    public String describe() {
      return "fixed key";
    }
  }

  static TlsMaterial rsa(String name) {
    return selfSigned(name, "RSA", "SHA256withRSA", Instant.now().plus(Duration.ofDays(2)));
  }

  static TlsMaterial ec(String name) {
    return ec(name, Instant.now().plus(Duration.ofDays(2)));
  }

  static TlsMaterial ec(String name, Instant end) {
    return selfSigned(name, "EC", "SHA256withECDSA", end);
  }

  static TlsMaterial ed25519(String name) {
    return selfSigned(name, "Ed25519", "Ed25519", Instant.now().plus(Duration.ofDays(2)));
  }

  private static TlsMaterial selfSigned(
      String name, String algorithm, String signature, Instant end) {
    return make(pair(algorithm), name, List.of(), signature, end, null);
  }

  /** With alternative names, of which the common name is none. */
  static TlsMaterial named(String algorithm, String... names) {
    return make(
        pair(algorithm),
        "ignored.test",
        List.of(names),
        algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA",
        Instant.now().plus(Duration.ofDays(2)),
        null);
  }

  /** Signed by this algorithm of Bouncy Castle. */
  static TlsMaterial signed(String algorithm, String signature) {
    return make(
        pair(algorithm),
        "signed.test",
        List.of(),
        signature,
        Instant.now().plus(Duration.ofDays(2)),
        null);
  }

  /** May sign certificates. */
  static TlsMaterial authority(String name) {
    return make(
        pair("EC"),
        name,
        List.of(),
        "SHA256withECDSA",
        Instant.now().plus(Duration.ofDays(2)),
        null,
        true);
  }

  /** Signed by another, whose certificate is not in the chain. */
  static TlsMaterial issued(String name, TlsMaterial issuer) {
    return make(
        pair("EC"),
        name,
        List.of(),
        "SHA256withECDSA",
        Instant.now().plus(Duration.ofDays(2)),
        issuer);
  }

  private static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      switch (algorithm) {
        case "RSA" -> generator.initialize(2048);
        case "EC" -> generator.initialize(256);
        default -> {}
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static TlsMaterial make(
      KeyPair pair,
      String name,
      List<String> alternatives,
      String signature,
      Instant end,
      @Nullable TlsMaterial issuer) {
    return make(pair, name, alternatives, signature, end, issuer, false);
  }

  private static TlsMaterial make(
      KeyPair pair,
      String name,
      List<String> alternatives,
      String signature,
      Instant end,
      @Nullable TlsMaterial issuer,
      boolean authority) {
    try {
      X500Name subject = new X500Name("CN=" + name);
      X500Name signer =
          issuer == null
              ? subject
              : new X500Name(issuer.certificate().getSubjectX500Principal().getName());
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              signer,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(end.minus(Duration.ofDays(400))),
              Date.from(end),
              subject,
              pair.getPublic());
      if (authority) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      }
      if (!alternatives.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                alternatives.stream()
                    .map(each -> new GeneralName(GeneralName.dNSName, each))
                    .toArray(GeneralName[]::new)));
      }
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder(signature)
                          .setProvider(new BouncyCastleProvider())
                          .build(issuer == null ? pair.getPrivate() : issuer.key())));
      return new TlsMaterial(pair.getPrivate(), List.of(certificate));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes what JcaPEMWriter knows how to write: keys, certificates, and blocks made before. */
  static Path pem(Path file, Object... objects) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        if (object instanceof PemObject block) {
          writer.writeObject((org.bouncycastle.util.io.pem.PemObjectGenerator) block);
        } else {
          writer.writeObject(object);
        }
      }
    }
    return Files.writeString(file, text.toString());
  }

  static PemObject pkcs8(PrivateKey key) {
    return new PemObject("PRIVATE KEY", key.getEncoded());
  }

  /** As openssl writes it: with the curve in the key. */
  static PemObject sec1(ECPrivateKey key) throws IOException {
    return new PemObject(
        "EC PRIVATE KEY",
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), X9ObjectIdentifiers.prime256v1)
            .getEncoded());
  }

  static KeyStore emptyStore(String type) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    return store;
  }

  static void add(KeyStore store, String alias, TlsMaterial material, String password)
      throws GeneralSecurityException {
    store.setKeyEntry(
        alias,
        material.key(),
        password.toCharArray(),
        material.chain().toArray(Certificate[]::new));
  }

  static Path save(KeyStore store, Path file, String password)
      throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  private static byte[] encodedCurve() {
    try {
      return X9ObjectIdentifiers.prime256v1.getEncoded();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

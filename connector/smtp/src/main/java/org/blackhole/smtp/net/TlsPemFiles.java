// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/**
 * A chain and a key in PEM files (RFC 7468), as certbot and openssl write them; one file may hold
 * both. The key is PKCS#8, PKCS#1 or SEC 1, encrypted or not. What else a file holds is passed
 * over. Safe for any thread but an event loop.
 */
public final class TlsPemFiles implements TlsSource {

  private final TlsFile certificates;
  private final TlsFile key;
  private final @Nullable String password;

  /**
   * @param certificates the key's own certificate first
   * @param password of an encrypted key
   */
  public TlsPemFiles(Path certificates, Path key, @Nullable String password) {
    this.certificates = new TlsFile("certificate file", certificates);
    this.key = new TlsFile("private key file", key);
    this.password = password;
  }

  @Override
  public Object version() throws IOException {
    return List.of(certificates.stamp(), key.stamp());
  }

  @Override
  public List<TlsMaterial> load() throws IOException, GeneralSecurityException {
    return List.of(new TlsMaterial(readKey(), TlsPem.certificates(certificates)));
  }

  @Override
  public String describe() {
    return certificates.path().equals(key.path())
        ? "PEM file " + key.path()
        : "PEM files %s and %s".formatted(certificates.path(), key.path());
  }

  @Override
  public String toString() {
    return describe();
  }

  private PrivateKey readKey() throws IOException, GeneralSecurityException {
    for (PemObject block : TlsPem.blocks(key)) {
      if (block.getType().endsWith("PRIVATE KEY")) {
        return decode(block);
      }
    }
    throw new InvalidKeyException("There is no private key in " + key.path() + ".");
  }

  private PrivateKey decode(PemObject block) throws GeneralSecurityException {
    Object parsed;
    try (PEMParser parser = new PEMParser(new StringReader(text(block)))) {
      parsed = parser.readObject();
    } catch (IOException | RuntimeException e) {
      // The parser answers some malformed structures with unchecked exceptions.
      throw broken(e);
    }
    PrivateKeyInfo info = decrypt(parsed);
    try {
      return new JcaPEMKeyConverter().getPrivateKey(info);
    } catch (PEMException | RuntimeException e) {
      throw broken(e);
    }
  }

  private PrivateKeyInfo decrypt(Object parsed) throws GeneralSecurityException {
    if (parsed instanceof PrivateKeyInfo info) {
      return info;
    }
    if (parsed instanceof PEMKeyPair pair) {
      return pair.getPrivateKeyInfo();
    }
    if (password == null) {
      throw new InvalidKeyException(
          "The private key in %s is encrypted; its password is not set.".formatted(key.path()));
    }
    // An instance of its own: nothing is registered for the rest of the virtual machine.
    BouncyCastleProvider provider = new BouncyCastleProvider();
    try {
      if (parsed instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
        return encrypted.decryptPrivateKeyInfo(
            new JceOpenSSLPKCS8DecryptorProviderBuilder()
                .setProvider(provider)
                .build(password.toCharArray()));
      }
      if (parsed instanceof PEMEncryptedKeyPair encrypted) {
        return encrypted
            .decryptKeyPair(
                new JcePEMDecryptorProviderBuilder()
                    .setProvider(provider)
                    .build(password.toCharArray()))
            .getPrivateKeyInfo();
      }
    } catch (OperatorCreationException e) {
      throw new InvalidKeyException(
          "The private key in %s is encrypted in a way that is not known: %s."
              .formatted(key.path(), e.getMessage()),
          e);
    } catch (PKCSException | IOException | RuntimeException e) {
      throw new InvalidKeyException(
          "The password does not open the private key in %s.".formatted(key.path()), e);
    }
    throw new InvalidKeyException(
        "The private key in %s is of a kind that is not known.".formatted(key.path()));
  }

  private InvalidKeyException broken(Exception e) {
    return new InvalidKeyException(
        "The private key in %s is broken: %s.".formatted(key.path(), e.getMessage()), e);
  }

  private static String text(PemObject block) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(block);
    }
    return text.toString();
  }
}

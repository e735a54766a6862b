// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key, and the one algorithm that goes with it (RFC 7518 3): the token has no say in that.
 *
 * @param algorithm as in a token's header
 */
record TokenKey(PublicKey key, String algorithm) {

  private static final int MIN_RSA_BITS = 2048;
  private static final int EC_BITS = 256;

  /**
   * The key that is set up, as PEM or as a file of it; empty if none is.
   *
   * @throws IllegalArgumentException if it cannot be used; the message is for the user
   */
  static Optional<TokenKey> find(Optional<String> pem, Optional<String> location) {
    Optional<String> file = location.filter(text -> !text.isBlank());
    return pem.filter(text -> !text.isBlank())
        .or(() -> file.map(TokenKey::read))
        .map(TokenKey::parse);
  }

  boolean verifies(byte[] content, byte[] signature) {
    try {
      Signature check =
          Signature.getInstance(
              algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
      check.initVerify(key);
      check.update(content);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature that is none: of the wrong length, for example.
      return false;
    }
  }

  private static String read(String location) {
    try {
      Path path = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
      return Files.readString(path, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new IllegalArgumentException("the key in " + location + " cannot be read", e);
    }
  }

  private static TokenKey parse(String pem) {
    String base64 =
        pem.replace("-----BEGIN PUBLIC KEY-----", "")
            .replace("-----END PUBLIC KEY-----", "")
            .replaceAll("\\s", "");
    X509EncodedKeySpec spec = new X509EncodedKeySpec(decode(base64));
    PublicKey rsa = generate("RSA", spec);
    if (rsa instanceof RSAPublicKey sized && sized.getModulus().bitLength() >= MIN_RSA_BITS) {
      return new TokenKey(rsa, "RS256");
    }
    PublicKey ec = generate("EC", spec);
    if (ec instanceof ECPublicKey curve && curve.getParams().getOrder().bitLength() == EC_BITS) {
      return new TokenKey(ec, "ES256");
    }
    throw new IllegalArgumentException(
        "the key has to be RSA of at least " + MIN_RSA_BITS + " bits, or EC P-256, as PEM");
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the key is not PEM with BEGIN PUBLIC KEY", e);
    }
  }

  private static @Nullable PublicKey generate(String kind, X509EncodedKeySpec spec) {
    try {
      return KeyFactory.getInstance(kind).generatePublic(spec);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }
}

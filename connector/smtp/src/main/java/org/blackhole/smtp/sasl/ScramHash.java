// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The functions H, HMAC and Hi of RFC 5802 2.2, by hash. */
enum ScramHash {
  /** RFC 5802. */
  SHA_1("SHA-1", "HmacSHA1", 20),
  /** RFC 7677. */
  SHA_256("SHA-256", "HmacSHA256", 32);

  private final String digest;
  private final String hmac;
  private final int length;

  ScramHash(String digest, String hmac, int length) {
    this.digest = digest;
    this.hmac = hmac;
    this.length = length;
  }

  /** H. */
  byte[] hash(byte[] octets) {
    try {
      return MessageDigest.getInstance(digest).digest(octets);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** HMAC. */
  byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(hmac);
      mac.init(new SecretKeySpec(key, hmac));
      return mac.doFinal(Utf8.encode(text));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Hi, the salted password: the one costly step of an exchange. */
  byte[] salted(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2With" + hmac).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    } finally {
      spec.clearPassword();
    }
  }

  private IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("This Java cannot do SCRAM with " + digest, e);
  }
}

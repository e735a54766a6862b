// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * Proves that a private key and a certificate are a pair, by a signature: comparing numbers would
 * need a case for each kind of key and fails for keys that do not show them.
 */
final class TlsKeyCheck {

  private static final byte[] PROBE = "a pair?".getBytes(StandardCharsets.US_ASCII);

  private TlsKeyCheck() {}

  /**
   * Refuses a key that is of no use in TLS or does not belong to the first certificate.
   *
   * @param origin what the messages name
   */
  static void verify(TlsMaterial material, String origin) throws GeneralSecurityException {
    PrivateKey key = material.key();
    if (!isPair(signature(key, origin), key, material.certificate().getPublicKey())) {
      throw new KeyException(
          "The private key in %s does not belong to the first certificate there (%s)."
              .formatted(origin, material.certificate().getSubjectX500Principal().getName()));
    }
  }

  private static Signature signature(PrivateKey key, String origin)
      throws GeneralSecurityException {
    return switch (key.getAlgorithm()) {
      case "RSA" -> Signature.getInstance("SHA256withRSA");
      case "EC" -> Signature.getInstance("SHA256withECDSA");
      case "EdDSA", "Ed25519", "Ed448" -> Signature.getInstance("EdDSA");
      case "RSASSA-PSS" -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(
            new PSSParameterSpec(
                "SHA-256",
                "MGF1",
                MGF1ParameterSpec.SHA256,
                32,
                PSSParameterSpec.TRAILER_FIELD_BC));
        yield pss;
      }
      default ->
          throw new InvalidKeyException(
              "The private key in %s is of type %s; TLS needs RSA, EC or EdDSA."
                  .formatted(origin, key.getAlgorithm()));
    };
  }

  private static boolean isPair(Signature signature, PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    try {
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    }
  }
}

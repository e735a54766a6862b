// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.blackhole.smtp.api.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * CRAM-MD5 (RFC 2195 2): the server gives a text that has not been before, the client the name and
 * the text's digest keyed with the password. Where no password is known, any digest does.
 */
final class CramMd5Exchange implements Exchange {

  private static final String HMAC = "HmacMD5";
  private static final int DIGEST_LENGTH = 32;

  private final Passwords passwords;
  private final String challenge;

  CramMd5Exchange(Surroundings surroundings) {
    this(surroundings.passwords(), challenge(surroundings.random(), surroundings.hostname()));
  }

  CramMd5Exchange(Passwords passwords, String challenge) {
    this.passwords = passwords;
    this.challenge = challenge;
  }

  /** In the form of a Message-ID. The RFC wants a time in it only to make it unique. */
  private static String challenge(SecureRandom random, String hostname) {
    return "<"
        + Long.toUnsignedString(random.nextLong())
        + "."
        + Long.toUnsignedString(random.nextLong())
        + "@"
        + hostname
        + ">";
  }

  @Override
  public Step begin(byte @Nullable [] initialResponse) {
    return initialResponse == null
        ? new Step.Challenge(Utf8.encode(challenge))
        : new Step.Failed(Reason.UNASKED);
  }

  @Override
  public Step next(byte[] response) {
    int blank = response.length - DIGEST_LENGTH - 1;
    if (blank < 1 || response[blank] != ' ' || !isDigest(response, blank + 1)) {
      return new Step.Failed(Reason.MALFORMED);
    }
    String user = ClearText.decode(response, 0, blank);
    if (user == null) {
      return new Step.Failed(Reason.MALFORMED);
    }
    String password = passwords.of(user);
    if (password != null && !matches(response, blank + 1, password)) {
      return new Step.Failed(Reason.MISMATCH);
    }
    return new Step.Done(new Credentials(Mechanism.CRAM_MD5.label(), user, null, null));
  }

  /** The RFC says: lower-case hexadecimal. */
  private static boolean isDigest(byte[] response, int from) {
    for (int i = from; i < response.length; i++) {
      byte b = response[i];
      if (!Ascii.isDigit(b) && (b < 'a' || b > 'f')) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(byte[] response, int from, String password) {
    byte[] given = new byte[DIGEST_LENGTH];
    System.arraycopy(response, from, given, 0, DIGEST_LENGTH);
    return MessageDigest.isEqual(given, Utf8.encode(digest(password)));
  }

  private String digest(String password) {
    // The JDK takes no empty key; HMAC itself fills keys up with NUL.
    byte[] key = password.isEmpty() ? new byte[1] : Utf8.encode(password);
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return HexFormat.of().formatHex(mac.doFinal(Utf8.encode(challenge)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + HMAC, e);
    }
  }
}

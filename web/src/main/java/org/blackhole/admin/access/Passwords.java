// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords: hashing, checking, drawing. A check by PBKDF2 is slow on purpose, so a log-in that was
 * right is known again by its tag, an HMAC under a key that never leaves the memory. Safe for any
 * thread.
 */
@Singleton
public final class Passwords {

  public static final int SHORTEST = 8;
  public static final int LONGEST = 1024;

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
          "Pbkdf2PasswordHash.Iterations", "210000",
          "Pbkdf2PasswordHash.SaltSizeBytes", "16",
          "Pbkdf2PasswordHash.KeySizeBytes", "32");

  private final Pbkdf2PasswordHash pbkdf2;
  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final Map<String, String> proven = new ConcurrentHashMap<>();
  private final String nobody;

  @Inject
  public Passwords(Pbkdf2PasswordHash pbkdf2) {
    pbkdf2.initialize(PARAMETERS);
    this.pbkdf2 = pbkdf2;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.nobody = hash(draw());
  }

  /**
   * Checks a password that somebody has chosen.
   *
   * @return the one given
   * @throws IllegalArgumentException if it is too short or too long; the message is for the user
   */
  public static String requireFit(String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new IllegalArgumentException(
          "has to have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return password;
  }

  public String hash(String password) {
    return pbkdf2.generate(password.toCharArray());
  }

  /** A password that nobody has to remember: 144 bits. */
  public String draw() {
    byte[] octets = new byte[18];
    random.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  /** A tag of this log-in that a change of the account's password changes too. */
  String tag(String name, String hash, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((name + '\0' + hash + '\0').getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  /** Whether a log-in with this tag was right before. Fast. */
  boolean isProven(Account account, String tag) {
    return tag.equals(proven.get(account.name()));
  }

  /** Whether the password is this account's. Slow. */
  boolean prove(Account account, String password, String tag) {
    boolean right = pbkdf2.verify(password.toCharArray(), account.hash());
    if (right) {
      proven.put(account.name(), tag);
    }
    return right;
  }

  /** Takes as long as {@link #prove}, so that the time does not tell which names there are. */
  void proveNobody(String password) {
    pbkdf2.verify(password.toCharArray(), nobody);
  }

  void forget(String name) {
    proven.remove(name);
  }
}

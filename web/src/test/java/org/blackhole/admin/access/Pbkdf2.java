// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The container's hash outside of it, with few rounds; counts how often it has to work. */
final class Pbkdf2 implements Pbkdf2PasswordHash {

  final AtomicInteger verified = new AtomicInteger();
  private volatile Map<String, String> parameters = Map.of();
  private volatile Pause pause = () -> {};

  /** What takes its time. */
  @FunctionalInterface
  interface Pause {
    void take() throws InterruptedException;
  }

  void whileVerifying(Pause pause) {
    this.pause = pause;
  }

  @Override
  public void initialize(Map<String, String> parameters) {
    this.parameters = Map.copyOf(parameters);
  }

  Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public String generate(char[] password) {
    return "PBKDF2:" + derive(password);
  }

  @Override
  public boolean verify(char[] password, String hash) {
    verified.incrementAndGet();
    try {
      pause.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.UTF_8), generate(password).getBytes(StandardCharsets.UTF_8));
  }

  private static String derive(char[] password) {
    try {
      PBEKeySpec spec = new PBEKeySpec(password, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 256);
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
      return Base64.getEncoder().encodeToString(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

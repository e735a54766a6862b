// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate of the {@link TestAuthority} is to say.
 *
 * @param names host names, internationalised and wildcard ones too, and addresses; the first is the
 *     subject as well. They are kept in A-label form, and addresses as the JDK writes them
 * @param keys the pair that it is for
 * @param start from when it is valid
 * @param end until when
 */
public record CertificateRequest(List<String> names, KeyPair keys, Instant start, Instant end) {

  /** What browsers and mail clients take at most. */
  static final Duration LIFETIME = Duration.ofDays(397);

  static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
  private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9_*-]+(\\.[a-z0-9_-]+)*");
  private static final int MAX_HOST_NAME = 253;

  public CertificateRequest {
    names = normalized(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("A certificate needs a name.");
    }
  }

  /** For a server: a new ECDSA P-256 key, valid from now on for as long as clients take. */
  public static CertificateRequest server(List<String> names, Instant now)
      throws GeneralSecurityException {
    return new CertificateRequest(names, newKeys(), now.minus(CLOCK_SKEW), now.plus(LIFETIME));
  }

  static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /**
   * In the form in which certificates have them, each once.
   *
   * @throws IllegalArgumentException naming what a certificate cannot have
   */
  public static List<String> normalized(List<String> names) {
    Set<String> all = new LinkedHashSet<>();
    names.forEach(name -> all.add(normalized(name)));
    return List.copyOf(all);
  }

  /** The same, and the names by which a machine knows itself. */
  static List<String> withLoopback(List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.addAll(LOOPBACK);
    return normalized(all);
  }

  private static String normalized(String name) {
    try {
      if (IPAddress.isValid(name)) {
        // A literal: nothing is looked up.
        return InetAddress.getByName(name).getHostAddress();
      }
      String ascii = IDN.toASCII(name).toLowerCase(Locale.ROOT);
      String host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
      if (host.length() <= MAX_HOST_NAME && HOST_NAME.matcher(host).matches()) {
        return host;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw noHostName(name, e);
    }
    throw noHostName(name, null);
  }

  private static IllegalArgumentException noHostName(String name, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "\"%s\" is neither a host name nor an address that a certificate can have.".formatted(name),
        cause);
  }

  /** Whether a certificate is for exactly these names. */
  static boolean areThoseOf(List<String> names, X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> found = certificate.getSubjectAlternativeNames();
    Set<String> covered = new LinkedHashSet<>();
    if (found != null) {
      for (List<?> each : found) {
        covered.add(String.valueOf(each.get(1)).toLowerCase(Locale.ROOT));
      }
    }
    return covered.equals(new LinkedHashSet<>(names));
  }
}

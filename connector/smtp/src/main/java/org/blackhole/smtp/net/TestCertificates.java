// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.blackhole.smtp.api.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that are wrong in one thing each, to see what clients make of them. Each call makes
 * a new one. Reads files: not for event loops.
 */
public final class TestCertificates {

  /** How long one is what it is said to be: that which is not valid yet comes closer each day. */
  static final Duration GOOD_FOR = Duration.ofDays(1);

  private static final Duration A_DAY = Duration.ofDays(1);

  /** Short, as the list of those revoked has each until it ends. */
  private static final Duration LIFETIME_OF_REVOKED = Duration.ofDays(30);

  private static final List<String> WRONG_NAMES = List.of("wrong-name.invalid");
  private static final String STRANGER = "Nobody's CA";
  private static final int WEAK_BITS = 1024;

  private final TestAuthority authority;
  private final List<String> names;
  private final InstantSource clock;

  /**
   * @param names host names and addresses that they are for, besides localhost and the loopback
   *     addresses
   * @throws IllegalArgumentException naming what a certificate cannot have
   */
  public TestCertificates(TestAuthority authority, List<String> names) {
    this(authority, names, InstantSource.system());
  }

  TestCertificates(TestAuthority authority, List<String> names, InstantSource clock) {
    this.authority = authority;
    this.names = CertificateRequest.withLoopback(names);
    this.clock = clock;
  }

  /** What is shown. */
  record Made(TlsMaterial material, @Nullable OcspStaple staple) {}

  /** Changes with the authority; makes that where there is none. */
  Object version() throws IOException, GeneralSecurityException {
    return authority.version();
  }

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException for {@link Handshake.Certificate#OWN}
   */
  Made make(Handshake.Certificate which) throws IOException, GeneralSecurityException {
    Instant now = clock.instant();
    return switch (which) {
      case OWN -> throw new IllegalArgumentException("A listener's own certificate is not made");
      case EXPIRED -> issued(now.minus(CertificateRequest.LIFETIME), now.minus(A_DAY));
      case NOT_YET_VALID ->
          issued(now.plus(GOOD_FOR).plus(A_DAY), now.plus(CertificateRequest.LIFETIME));
      case WRONG_NAME -> issued(CertificateRequest.server(WRONG_NAMES, now));
      case SELF_SIGNED -> selfSigned(now);
      case UNTRUSTED -> untrusted(now);
      case REVOKED -> revoked(now);
      case WEAK_KEY -> {
        CertificateRequest strong = CertificateRequest.server(names, now);
        yield issued(new CertificateRequest(names, weakKeys(), strong.start(), strong.end()));
      }
    };
  }

  private Made issued(Instant start, Instant end) throws IOException, GeneralSecurityException {
    return issued(new CertificateRequest(names, CertificateRequest.newKeys(), start, end));
  }

  private Made issued(CertificateRequest request) throws IOException, GeneralSecurityException {
    return new Made(authority.issue(request), null);
  }

  private Made selfSigned(Instant now) throws GeneralSecurityException {
    CertificateRequest request = CertificateRequest.server(names, now);
    KeyPair own = request.keys();
    return alone(CertificateSigner.of(names.get(0), own.getPrivate(), own.getPublic()), request);
  }

  /** The authority's key is forgotten at once. */
  private Made untrusted(Instant now) throws GeneralSecurityException {
    KeyPair stranger = CertificateRequest.newKeys();
    return alone(
        CertificateSigner.of(STRANGER, stranger.getPrivate(), stranger.getPublic()),
        CertificateRequest.server(names, now));
  }

  private static Made alone(CertificateSigner signer, CertificateRequest request)
      throws GeneralSecurityException {
    return new Made(
        new TlsMaterial(request.keys().getPrivate(), List.of(signer.server(request))), null);
  }

  private Made revoked(Instant now) throws IOException, GeneralSecurityException {
    TestAuthority.Revoked revoked =
        authority.issueRevoked(
            new CertificateRequest(
                names,
                CertificateRequest.newKeys(),
                now.minus(CertificateRequest.CLOCK_SKEW),
                now.plus(LIFETIME_OF_REVOKED)));
    return new Made(revoked.material(), revoked.staple());
  }

  @SuppressWarnings("InsecureCryptoUsage") // weak on purpose
  private static KeyPair weakKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(WEAK_BITS);
    return generator.generateKeyPair();
  }
}

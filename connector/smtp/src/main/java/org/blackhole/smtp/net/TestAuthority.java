// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackhole.smtp.api.EscapedLog;

/**
 * A certification authority of the server's own (RFC 5280), so that tests can have clients check
 * certificates: who trusts its one certificate trusts all that it issues. It is kept in the file
 * {@code ca.p12} of a directory, made when it is not there, and made anew when it nears its end.
 * Safe for any thread but an event loop.
 */
public final class TestAuthority {

  /** Subject of its certificate. */
  public static final String NAME = "Blackhole test CA";

  /** How long a list of revoked certificates, or an answer about one, may be believed. */
  static final Duration NEWS = Duration.ofDays(7);

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.smtp.net");
  private static final Duration LIFETIME = Duration.ofDays(3650);

  /** It is trusted, so never made anew because a clock was put back; what it signs is. */
  private static final Duration BEFORE = Duration.ofDays(30);

  /** Nothing that it issues outlives it. */
  private static final Duration RENEWAL = CertificateRequest.LIFETIME.plusDays(3);

  private final AuthorityStore store;
  private final InstantSource clock;

  /**
   * @param directory need not exist
   */
  public TestAuthority(Path directory) {
    this(directory, InstantSource.system());
  }

  TestAuthority(Path directory, InstantSource clock) {
    this(new AuthorityFiles(directory), clock);
  }

  private TestAuthority(AuthorityStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** One that is not kept. */
  public static TestAuthority inMemory() {
    return new TestAuthority(new AuthorityMemory(), InstantSource.system());
  }

  /**
   * Its certificate, if there is one; makes none.
   *
   * @throws IOException if it is there and cannot be read; a sentence for the user
   * @throws GeneralSecurityException if it is of no use; a sentence too
   */
  public synchronized Optional<X509Certificate> certificate()
      throws IOException, GeneralSecurityException {
    return store.exists() ? Optional.of(store.read().certificate()) : Optional.empty();
  }

  /**
   * Makes it where there is none.
   *
   * @throws IOException if it can neither be read nor made; a sentence for the user
   * @throws GeneralSecurityException if it is of no use; a sentence too
   */
  public synchronized X509Certificate open() throws IOException, GeneralSecurityException {
    return store.exists() ? store.read().certificate() : make("there is none").certificate();
  }

  /**
   * Signs a certificate; the chain of what it gives ends with its own.
   *
   * @throws IOException if there is no authority yet and it cannot be made, or it cannot be read
   */
  public synchronized TlsMaterial issue(CertificateRequest request)
      throws IOException, GeneralSecurityException {
    TlsMaterial authority = current();
    X509Certificate issued = CertificateSigner.of(authority).server(request);
    return new TlsMaterial(request.keys().getPrivate(), List.of(issued, authority.certificate()));
  }

  /** A certificate that was revoked from the start, and the answer in DER that says so. */
  record Revoked(TlsMaterial material, OcspStaple staple) {}

  /** Signs a certificate that is in the list from now on. */
  synchronized Revoked issueRevoked(CertificateRequest request)
      throws IOException, GeneralSecurityException {
    TlsMaterial authority = current();
    TlsMaterial material = issue(request);
    store.revoke(
        new RevokedSerial(
            material.certificate().getSerialNumber(), request.start(), request.end()));
    Instant now = clock.instant();
    byte[] answer =
        CertificateSigner.of(authority)
            .revoked(
                material,
                request.start(),
                now.minus(CertificateRequest.CLOCK_SKEW),
                now.plus(NEWS));
    return new Revoked(material, new OcspStaple(answer));
  }

  /**
   * The list of what it has revoked, signed now; made with the authority where there is none. What
   * has long expired is not listed any more.
   *
   * @throws IOException if it cannot be read or made; a sentence for the user
   */
  public synchronized X509CRL revocationList() throws IOException, GeneralSecurityException {
    Instant now = clock.instant();
    List<RevokedSerial> listed = new ArrayList<>();
    for (RevokedSerial each : store.revoked()) {
      // It has to have been in a list after its end (RFC 5280 3.3).
      if (now.isBefore(each.end().plus(NEWS))) {
        listed.add(each);
      } else {
        store.forget(each);
      }
    }
    return CertificateSigner.of(current())
        .list(listed, now.minus(CertificateRequest.CLOCK_SKEW), now.plus(NEWS));
  }

  /** Changes with the authority; makes one where there is none. Cheap. */
  synchronized Object version() throws IOException, GeneralSecurityException {
    store.tryAgain();
    if (!store.exists()) {
      make("there is none");
    }
    return store.stamp();
  }

  /** Whether this comes from the authority as it is now. */
  synchronized boolean hasIssued(TlsMaterial material)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = material.chain();
    return chain.get(chain.size() - 1).equals(current().certificate()) && chain.size() == 2;
  }

  private TlsMaterial current() throws IOException, GeneralSecurityException {
    if (!store.exists()) {
      return make("there is none");
    }
    TlsMaterial found = store.read();
    Instant end = found.certificate().getNotAfter().toInstant();
    return clock.instant().isBefore(end.minus(RENEWAL))
        ? found
        : make("the old one ends at " + end);
  }

  private TlsMaterial make(String why) throws IOException, GeneralSecurityException {
    Instant now = clock.instant();
    KeyPair keys = CertificateRequest.newKeys();
    X509Certificate certificate =
        CertificateSigner.of(NAME, keys.getPrivate(), keys.getPublic())
            .authority(now.minus(BEFORE), now.plus(LIFETIME));
    TlsMaterial made = new TlsMaterial(keys.getPrivate(), List.of(certificate));
    store.write(made);
    LOG.log(Level.INFO, "A test CA was made in {0}, as {1}.", store.describe(), why);
    return made;
  }
}

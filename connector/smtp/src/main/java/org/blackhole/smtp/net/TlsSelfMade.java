// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that we make ourselves, signed by a {@link TestAuthority}, so that TLS works at
 * once. It is kept in a PKCS#12 file, made when it is not there, and made anew when it is about to
 * expire, is not valid yet as the clock was put back, is for other names, or comes from another
 * authority. Safe for any thread but an event loop.
 */
public final class TlsSelfMade implements TlsSource {

  /** Opens the file, which only its owner can read, for keytool and the like. */
  public static final String STORE_PASSWORD = TlsStoreFile.PASSWORD;

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.smtp.net");
  private static final Object UNKNOWN = "unknown";
  private static final Duration RENEWAL = Duration.ofDays(30);
  private static final Duration RETRY = Duration.ofHours(1);

  private final TlsStoreFile file;
  private final TestAuthority authority;
  private final List<String> names;
  private final InstantSource clock;
  private @Nullable Checked checked;

  /** What was found good, and from when until when that needs no second look. */
  private record Checked(Object stamp, Object authority, Instant from, Instant until) {

    boolean holds(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  /**
   * @param file need not exist, nor its directory, in which the authority is kept as well
   * @param names host names and addresses that the certificate is for, besides localhost and the
   *     loopback addresses
   * @throws IllegalArgumentException naming what a certificate cannot have
   */
  public TlsSelfMade(Path file, List<String> names) {
    this(file, names, InstantSource.system());
  }

  /** The same, signed by this authority. */
  public TlsSelfMade(Path file, List<String> names, TestAuthority authority) {
    this(file, names, authority, InstantSource.system());
  }

  TlsSelfMade(Path file, List<String> names, InstantSource clock) {
    this(file, names, new TestAuthority(file.resolveSibling(""), clock), clock);
  }

  private TlsSelfMade(Path file, List<String> names, TestAuthority authority, InstantSource clock) {
    this.file = new TlsStoreFile("self-made key store", file);
    this.authority = authority;
    this.names = CertificateRequest.withLoopback(names);
    this.clock = clock;
  }

  /** Makes the file where that is due, so that what is due shows as a change. */
  @Override
  public synchronized Object version() throws IOException {
    try {
      return ensure();
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public synchronized List<TlsMaterial> load() throws IOException, GeneralSecurityException {
    ensure();
    return List.of(file.read());
  }

  @Override
  public List<String> warnings() {
    return file.warning().stream().toList();
  }

  @Override
  public String describe() {
    return "self-made certificate " + file.path();
  }

  @Override
  public String toString() {
    return describe();
  }

  private Object ensure() throws IOException, GeneralSecurityException {
    file.tryAgain();
    if (!file.exists()) {
      return make("no certificate is set up");
    }
    Object stamp = file.stamp();
    Checked last = checked;
    if (last != null
        && last.stamp.equals(stamp)
        && last.authority.equals(authorityVersion())
        && last.holds(clock.instant())) {
      return stamp;
    }
    file.restrict();
    TlsMaterial found = file.read();
    Instant end = found.certificate().getNotAfter().toInstant();
    try {
      String fault = fault(found, end);
      if (fault != null) {
        return make(fault);
      }
      // Permissions are not part of a stamp, so it still holds.
      checked = new Checked(stamp, authorityVersion(), start(found), end.minus(RENEWAL));
      return stamp;
    } catch (IOException | GeneralSecurityException e) {
      if (!clock.instant().isBefore(end)) {
        throw e;
      }
      LOG.log(
          Level.WARNING,
          "The certificate in {0} should be made anew: {1}",
          file.path(),
          e.getMessage());
      Instant now = clock.instant();
      checked = new Checked(stamp, authorityVersion(), now, now.plus(RETRY));
      return stamp;
    }
  }

  private static Instant start(TlsMaterial material) {
    return material.certificate().getNotBefore().toInstant();
  }

  private Object authorityVersion() {
    try {
      return authority.version();
    } catch (IOException | GeneralSecurityException e) {
      return UNKNOWN;
    }
  }

  private @Nullable String fault(TlsMaterial found, Instant end)
      throws IOException, GeneralSecurityException {
    if (!clock.instant().isBefore(end.minus(RENEWAL))) {
      return "the old one ends at " + end;
    }
    if (clock.instant().isBefore(start(found))) {
      return "the old one begins at " + start(found) + ", and the clock was put back";
    }
    if (!CertificateRequest.areThoseOf(names, found.certificate())) {
      return "the old one is for other names";
    }
    return authority.hasIssued(found) ? null : "the old one is not signed by the test CA";
  }

  private Object make(String why) throws IOException, GeneralSecurityException {
    TlsMaterial made = authority.issue(CertificateRequest.server(names, clock.instant()));
    file.write(made);
    Object stamp = file.stamp();
    checked =
        new Checked(
            stamp,
            authorityVersion(),
            start(made),
            made.certificate().getNotAfter().toInstant().minus(RENEWAL));
    LOG.log(
        Level.INFO,
        "A certificate for {0} was made in {1}, as {2}.",
        String.join(", ", names),
        file.path(),
        why);
    return stamp;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that we make ourselves, so that TLS works at once. It is kept in a PKCS#12 file,
 * made when it is not there, and made anew when it is about to expire or lacks a name. Safe for any
 * thread but an event loop.
 */
public final class TlsSelfSigned implements TlsSource {

  /**
   * Opens the file for keytool and the like. It is no secret: what guards the key is that only its
   * owner can read the file.
   */
  public static final String STORE_PASSWORD = "blackhole";

  private static final System.Logger LOG = System.getLogger("org.blackhole.smtp.net");
  private static final String ALIAS = "blackhole";
  private static final Duration RENEWAL = Duration.ofDays(30);
  private static final Duration RETRY = Duration.ofHours(1);

  private final TlsFile file;
  private final TlsSelfSignedCertificate form;
  private final InstantSource clock;
  private @Nullable Checked checked;

  /** The file as it was found good, and until when that needs no second look. */
  private record Checked(TlsFile.Stamp stamp, Instant until) {}

  /**
   * @param file need not exist, nor its directory
   * @param hostnames that the certificate is for, besides localhost and the loopback addresses
   */
  public TlsSelfSigned(Path file, List<String> hostnames) {
    this(file, hostnames, InstantSource.system());
  }

  TlsSelfSigned(Path file, List<String> hostnames, InstantSource clock) {
    this.file = new TlsFile("self-made key store", file);
    this.form = TlsSelfSignedCertificate.of(hostnames);
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
    return List.of(read());
  }

  @Override
  public String describe() {
    return "self-signed certificate " + file.path();
  }

  @Override
  public String toString() {
    return describe();
  }

  private TlsFile.Stamp ensure() throws IOException, GeneralSecurityException {
    if (Files.notExists(file.path())) {
      return make("no certificate is set up");
    }
    TlsFile.Stamp stamp = file.stamp();
    if (checked != null && checked.stamp.equals(stamp) && clock.instant().isBefore(checked.until)) {
      return stamp;
    }
    TlsFilePermissions.restrict(file.path());
    TlsMaterial found = read();
    Instant end = found.certificate().getNotAfter().toInstant();
    Instant renewal = end.minus(RENEWAL);
    boolean covered = form.isCoveredBy(found.certificate());
    if (covered && clock.instant().isBefore(renewal)) {
      // Permissions are not part of a stamp, so it still holds.
      checked = new Checked(stamp, renewal);
      return stamp;
    }
    try {
      return make(covered ? "the old one ends at " + end : "the old one lacks a name");
    } catch (IOException e) {
      if (!clock.instant().isBefore(end)) {
        throw e;
      }
      LOG.log(
          Level.WARNING,
          "The certificate in {0} should be made anew: {1}",
          file.path(),
          e.getMessage());
      checked = new Checked(stamp, clock.instant().plus(RETRY));
      return stamp;
    }
  }

  private TlsMaterial read() throws IOException, GeneralSecurityException {
    return new TlsKeyStore(file.path(), "PKCS12", STORE_PASSWORD, ALIAS, null).load().get(0);
  }

  private TlsFile.Stamp make(String why) throws IOException, GeneralSecurityException {
    Instant now = clock.instant();
    TlsMaterial made = form.make(now);
    try {
      TlsFilePermissions.replace(file.path(), store(made));
    } catch (IOException e) {
      throw new IOException(
          "The %s %s cannot be written: %s."
              .formatted(
                  file.role(),
                  file.path(),
                  e instanceof NoSuchFileException ? "no such directory" : e),
          e);
    }
    TlsFile.Stamp stamp = file.stamp();
    checked = new Checked(stamp, made.certificate().getNotAfter().toInstant().minus(RENEWAL));
    LOG.log(
        Level.INFO,
        "A self-signed certificate for {0} was made in {1}, as {2}.",
        String.join(", ", form.names()),
        file.path(),
        why);
    return stamp;
  }

  private static byte[] store(TlsMaterial material) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        ALIAS,
        material.key(),
        STORE_PASSWORD.toCharArray(),
        material.chain().toArray(Certificate[]::new));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    store.store(content, STORE_PASSWORD.toCharArray());
    return content.toByteArray();
  }
}

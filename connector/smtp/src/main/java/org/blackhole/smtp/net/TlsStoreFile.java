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
import java.util.Optional;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#12 file of our own with one key, for its owner alone. Where it cannot be written, as the
 * disk is full, the key is kept in memory until it can. Safe for any thread but an event loop.
 */
final class TlsStoreFile {

  /**
   * Opens the file for keytool and the like. It is no secret: what guards the key is that only its
   * owner can read the file.
   */
  static final String PASSWORD = "blackhole";

  private static final String ALIAS = "blackhole";

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.smtp.net");

  private final TlsFile file;
  private @Nullable TlsMaterial unwritten; // guarded by this
  private String why = ""; // guarded by this

  /**
   * @param role what messages call it
   */
  TlsStoreFile(String role, Path path) {
    this.file = new TlsFile(role, path);
  }

  Path path() {
    return file.path();
  }

  /** Whether there is a key, wherever it is. */
  synchronized boolean exists() {
    return unwritten != null || !Files.notExists(path());
  }

  /** Changes with the key. */
  synchronized Object stamp() throws IOException {
    return unwritten == null ? file.stamp() : unwritten.certificate();
  }

  synchronized TlsMaterial read() throws IOException, GeneralSecurityException {
    return unwritten == null
        ? new TlsKeyStore(path(), "PKCS12", PASSWORD, ALIAS, null).load().get(0)
        : unwritten;
  }

  synchronized void restrict() throws IOException {
    if (unwritten == null) {
      TlsFilePermissions.restrict(path());
    }
  }

  /** What is wrong, a sentence for the user; empty if nothing is. */
  synchronized Optional<String> warning() {
    return unwritten == null ? Optional.empty() : Optional.of(why);
  }

  /** Writes what could not be written, unless there is a file by now. */
  synchronized void tryAgain() throws GeneralSecurityException {
    TlsMaterial owed = unwritten;
    if (owed == null) {
      return;
    }
    unwritten = null;
    try {
      if (Files.notExists(path())) {
        replace(owed);
        LOG.log(Level.INFO, "The {0} is written to {1} now.", file.role(), path());
      }
    } catch (IOException e) {
      unwritten = owed;
    }
  }

  /**
   * Puts it in place of what there is.
   *
   * @throws IOException if there is a file, and it cannot be replaced; a sentence for the user
   */
  synchronized void write(TlsMaterial material) throws IOException, GeneralSecurityException {
    try {
      replace(material);
      unwritten = null;
    } catch (IOException e) {
      if (!Files.notExists(path())) {
        throw e;
      }
      why = e.getMessage() + " It serves from memory until it can be, or the server ends.";
      if (unwritten == null) {
        LOG.log(Level.WARNING, why);
      }
      unwritten = material;
    }
  }

  private void replace(TlsMaterial material) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        ALIAS,
        material.key(),
        PASSWORD.toCharArray(),
        material.chain().toArray(Certificate[]::new));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    store.store(content, PASSWORD.toCharArray());
    try {
      TlsFilePermissions.replace(file.path(), content.toByteArray());
    } catch (IOException e) {
      throw new IOException(
          "The %s %s cannot be written: %s."
              .formatted(
                  file.role(),
                  file.path(),
                  e instanceof NoSuchFileException ? "no such directory" : e),
          e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

/** A PKCS#12 file of our own with one key, for its owner alone. */
final class TlsStoreFile {

  /**
   * Opens the file for keytool and the like. It is no secret: what guards the key is that only its
   * owner can read the file.
   */
  static final String PASSWORD = "blackhole";

  private static final String ALIAS = "blackhole";

  private final TlsFile file;

  /**
   * @param role what messages call it
   */
  TlsStoreFile(String role, Path path) {
    this.file = new TlsFile(role, path);
  }

  Path path() {
    return file.path();
  }

  TlsFile.Stamp stamp() throws IOException {
    return file.stamp();
  }

  TlsMaterial read() throws IOException, GeneralSecurityException {
    return new TlsKeyStore(file.path(), "PKCS12", PASSWORD, ALIAS, null).load().get(0);
  }

  void restrict() throws IOException {
    TlsFilePermissions.restrict(file.path());
  }

  void write(TlsMaterial material) throws IOException, GeneralSecurityException {
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

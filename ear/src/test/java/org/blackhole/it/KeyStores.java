// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Keys and certificates made by the JDK's keytool, as an administrator would. */
final class KeyStores {

  static final String PASSWORD = "changeit-please";

  private static final String ALIAS = "mail";

  private KeyStores() {}

  /** A PKCS12 file with a key and a self-signed certificate for this name. */
  static Path pkcs12(Path file, String name) throws IOException, InterruptedException {
    return pkcs12(file, name, "-1d");
  }

  /** The same, with a certificate that ended ten days ago. */
  static Path expired(Path file, String name) throws IOException, InterruptedException {
    return pkcs12(file, name, "-40d");
  }

  private static Path pkcs12(Path file, String name, String start)
      throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Files.deleteIfExists(file);
    int exit =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-startdate",
                start,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("keytool ended with " + exit);
    }
    return file;
  }

  /** Puts a file in the place of another in one step. */
  static void replace(Path file, Path by) throws IOException {
    Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The certificate of a PKCS12 file as PEM. */
  static String certificatePem(Path pkcs12) throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", load(pkcs12).getCertificate(ALIAS).getEncoded());
  }

  /** The key of a PKCS12 file as PEM. */
  static String keyPem(Path pkcs12) throws IOException, GeneralSecurityException {
    return pem("PRIVATE KEY", load(pkcs12).getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
  }

  private static KeyStore load(Path pkcs12) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pkcs12)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static String pem(String kind, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}

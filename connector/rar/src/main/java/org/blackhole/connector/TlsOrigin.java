// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.blackhole.smtp.net.TlsKeyStore;
import org.blackhole.smtp.net.TlsPemFiles;
import org.blackhole.smtp.net.TlsSelfSigned;
import org.blackhole.smtp.net.TlsSource;
import org.jspecify.annotations.Nullable;

/** Where a listener's key and certificates come from, as its settings say. Equal by value. */
sealed interface TlsOrigin {

  /** Makes the source; reads no file yet. */
  TlsSource source() throws IOException;

  /** The server's own configuration with this id. */
  record Server(String id) implements TlsOrigin {
    @Override
    public TlsSource source() throws IOException {
      return ServerSsl.source(id);
    }
  }

  /** PEM files. */
  record PemFiles(Path certificates, Path key, @Nullable String password) implements TlsOrigin {
    @Override
    public TlsSource source() {
      return new TlsPemFiles(certificates, key, password);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "PemFiles[" + certificates + ", " + key + "]";
    }
  }

  /** A key store file. */
  record StoreFile(Path file, String type, String password, @Nullable String alias)
      implements TlsOrigin {
    @Override
    public TlsSource source() {
      return new TlsKeyStore(file, type, password, alias, null);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "StoreFile[" + file + "]";
    }
  }

  /** A certificate that is made where there is none, for this name. */
  record SelfMade(Path file, String hostname) implements TlsOrigin {
    @Override
    public TlsSource source() {
      return new TlsSelfSigned(file, List.of(hostname));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.blackhole.smtp.net.TestAuthority;
import org.blackhole.smtp.net.TlsKeyStore;
import org.blackhole.smtp.net.TlsPemFiles;
import org.blackhole.smtp.net.TlsSelfMade;
import org.blackhole.smtp.net.TlsSource;
import org.blackhole.smtp.net.TlsSources;
import org.jspecify.annotations.Nullable;

/** Where a listener's key and certificates come from, as its settings say. Equal by value. */
sealed interface TlsOrigin {

  /**
   * Makes the source; reads no file yet.
   *
   * @param authorities the authority whose files lie in a directory
   */
  TlsSource source(Function<Path, TestAuthority> authorities) throws IOException;

  /** The server's own configuration with this id. */
  record Server(String id) implements TlsOrigin {
    @Override
    public TlsSource source(Function<Path, TestAuthority> authorities) throws IOException {
      return ServerSsl.source(id);
    }
  }

  /** PEM files, the key of each certificate at the same place. */
  record PemFiles(List<Path> certificates, List<Path> keys, @Nullable String password)
      implements TlsOrigin {
    @Override
    public TlsSource source(Function<Path, TestAuthority> authorities) {
      List<TlsSource> pairs = new ArrayList<>();
      for (int i = 0; i < certificates.size(); i++) {
        pairs.add(new TlsPemFiles(certificates.get(i), keys.get(i), password));
      }
      return pairs.size() == 1 ? pairs.get(0) : new TlsSources(pairs);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "PemFiles[" + certificates + ", " + keys + "]";
    }
  }

  /** A key store file. */
  record StoreFile(Path file, String type, String password, @Nullable String alias)
      implements TlsOrigin {
    @Override
    public TlsSource source(Function<Path, TestAuthority> authorities) {
      return new TlsKeyStore(file, type, password, alias, null);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "StoreFile[" + file + "]";
    }
  }

  /** A certificate that is made where there is none, for these names, by an authority beside it. */
  record SelfMade(Path file, List<String> names) implements TlsOrigin {
    @Override
    public TlsSource source(Function<Path, TestAuthority> authorities) {
      return new TlsSelfMade(file, names, authorities.apply(directory()));
    }

    /** Where the authority is, or will be. */
    Path directory() {
      return file.resolveSibling("");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.blackhole.smtp.net.TlsKeyStore;
import org.blackhole.smtp.net.TlsPemFiles;
import org.blackhole.smtp.net.TlsSelfSigned;
import org.blackhole.smtp.net.TlsSettings;
import org.blackhole.smtp.net.TlsSource;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one listener: where key and certificates come from, and what is spoken. A listener that
 * names an origin of its own does not look at the activation's.
 */
record TlsPlan(Origin origin, TlsSettings settings) {

  private static final List<Setting<?>> ORIGINS =
      List.of(Settings.SSL, Settings.TLS_CERTIFICATES, Settings.TLS_KEY_STORE);

  /** Makes the source; reads nothing yet. */
  @FunctionalInterface
  interface Origin {
    TlsSource source() throws IOException;
  }

  /**
   * Adds what does not fit together.
   *
   * @param own what is set at this level
   * @param values the same with what is inherited
   */
  static void check(Values own, Values values, @Nullable String listener, List<Fault> faults) {
    List<Setting<?>> given = ORIGINS.stream().filter(own::has).toList();
    if (given.size() > 1) {
      faults.add(
          new Fault(
              given.get(0).name(),
              listener,
              "is set beside "
                  + given.stream().skip(1).map(Setting::name).collect(Collectors.joining(" and ")),
              "one of ssl, tlsCertificates with tlsKey, or tlsKeyStore"));
    }
    requireWith(Settings.TLS_CERTIFICATES, Settings.TLS_KEY, own, values, listener, faults);
    requireWith(Settings.TLS_KEY, Settings.TLS_CERTIFICATES, own, values, listener, faults);
    requireWith(Settings.TLS_KEY_PASSWORD, Settings.TLS_KEY, own, values, listener, faults);
    requireWith(
        Settings.TLS_KEY_STORE_PASSWORD, Settings.TLS_KEY_STORE, own, values, listener, faults);
  }

  private static void requireWith(
      Setting<?> one,
      Setting<?> other,
      Values own,
      Values values,
      @Nullable String listener,
      List<Fault> faults) {
    if (own.has(one) && !values.has(other)) {
      faults.add(
          new Fault(
              other.name(),
              listener,
              "is not set although " + one.name() + " is",
              other.form().allowed()));
    }
  }

  static TlsPlan of(Values own, Values values, String hostname) {
    TlsSettings settings =
        new TlsSettings(
            values.get(Settings.TLS_PROTOCOLS),
            values.find(Settings.TLS_CIPHERS).orElse(List.of()),
            values.get(Settings.TLS_PROVIDER));
    boolean ownOrigin = ORIGINS.stream().anyMatch(own::has);
    return new TlsPlan(origin(ownOrigin ? own : values, values, hostname), settings);
  }

  /** Passwords stand with the activation, so they are looked for there. */
  private static Origin origin(Values chosen, Values values, String hostname) {
    if (chosen.has(Settings.SSL)) {
      String id = chosen.get(Settings.SSL);
      return () -> ServerSsl.source(id);
    }
    if (chosen.has(Settings.TLS_CERTIFICATES)) {
      Path certificates = ServerDirectory.resolve(chosen.get(Settings.TLS_CERTIFICATES));
      Path key = ServerDirectory.resolve(values.get(Settings.TLS_KEY));
      @Nullable String password = values.find(Settings.TLS_KEY_PASSWORD).orElse(null);
      return () -> new TlsPemFiles(certificates, key, password);
    }
    if (chosen.has(Settings.TLS_KEY_STORE)) {
      Path file = ServerDirectory.resolve(chosen.get(Settings.TLS_KEY_STORE));
      String type = values.get(Settings.TLS_KEY_STORE_TYPE);
      String password = values.find(Settings.TLS_KEY_STORE_PASSWORD).orElse("");
      @Nullable String alias = values.find(Settings.TLS_KEY_ALIAS).orElse(null);
      return () -> new TlsKeyStore(file, type, password, alias, null);
    }
    // A file for each name: listeners with different names do not remake each other's.
    String name =
        "tls-" + hostname.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_") + ".p12";
    Path file =
        ServerDirectory.resolve(values.find(Settings.DIRECTORY).orElse("blackhole")).resolve(name);
    return () -> new TlsSelfSigned(file, List.of(hostname));
  }
}

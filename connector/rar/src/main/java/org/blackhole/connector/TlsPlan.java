// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.blackhole.smtp.net.TlsSettings;
import org.blackhole.smtp.net.UnmetTlsException;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one listener: where key and certificates come from, and what is spoken. A listener that
 * names an origin of its own does not look at the activation's.
 *
 * @param made what the server makes for this listener: its certificate, if no other is set up, and
 *     those that are wrong on purpose
 */
record TlsPlan(TlsOrigin origin, TlsSettings settings, TlsOrigin.SelfMade made) {

  private static final List<Setting<?>> ORIGINS =
      List.of(Settings.SSL, Settings.TLS_CERTIFICATES, Settings.TLS_KEY_STORE);

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
    requireWith(Settings.TLS_CERTIFICATES, Settings.TLS_KEY, own, own, listener, faults);
    requireWith(Settings.TLS_KEY, Settings.TLS_CERTIFICATES, own, own, listener, faults);
    checkPairs(own, listener, faults);
    checkTrust(own, values, listener, faults);
    requireWith(Settings.TLS_KEY_ALIAS, Settings.TLS_KEY_STORE, own, values, listener, faults);
  }

  private static void checkPairs(Values own, @Nullable String listener, List<Fault> faults) {
    int certificates = count(own, Settings.TLS_CERTIFICATES);
    int keys = count(own, Settings.TLS_KEY);
    if (certificates > 0 && keys > 0 && certificates != keys) {
      faults.add(
          new Fault(
              Settings.TLS_KEY.name(),
              listener,
              "has another number of files than tlsCertificates",
              "as many, each at the place of its certificate"));
    }
  }

  private static int count(Values own, Setting<?> setting) {
    return own.text(setting).map(text -> Form.items(text).size()).orElse(0);
  }

  /** An activation's may be there for a listener that asks for certificates. */
  private static void checkTrust(
      Values own, Values values, @Nullable String listener, List<Fault> faults) {
    boolean asked =
        values
            .text(Settings.TLS_CLIENT_CERTIFICATE)
            .filter(text -> !text.equals(Settings.TLS_CLIENT_CERTIFICATE.standard()))
            .isPresent();
    if (listener != null && own.has(Settings.TLS_TRUST) && !asked) {
      faults.add(
          new Fault(
              Settings.TLS_CLIENT_CERTIFICATE.name(),
              listener,
              "is none although tlsTrust is set",
              "wanted, needed"));
    }
  }

  /** Adds passwords that stand with the activation and are of no use, there or to a listener. */
  static void checkPasswords(
      Values activation, List<ListenList.Entry> entries, List<Fault> faults) {
    requireAnywhere(Settings.TLS_KEY_PASSWORD, Settings.TLS_KEY, activation, entries, faults);
    requireAnywhere(
        Settings.TLS_KEY_STORE_PASSWORD, Settings.TLS_KEY_STORE, activation, entries, faults);
  }

  private static void requireAnywhere(
      Setting<?> password,
      Setting<?> file,
      Values activation,
      List<ListenList.Entry> entries,
      List<Fault> faults) {
    if (entries.stream().noneMatch(entry -> entry.options().containsKey(file.name()))) {
      requireWith(password, file, activation, activation, null, faults);
    }
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

  /**
   * Adds what this machine cannot do. Only for values whose forms are right.
   *
   * @param values those of a listener with what it inherits
   */
  static void checkMet(Values values, String listener, List<Fault> faults) {
    try {
      settings(values).requireMet();
    } catch (UnmetTlsException e) {
      Setting<?> setting =
          switch (e.part()) {
            case PROVIDER -> Settings.TLS_PROVIDER;
            case CIPHERS -> Settings.TLS_CIPHERS;
          };
      faults.add(new Fault(setting.name(), listener, e.found(), e.allowed()));
    }
  }

  static TlsPlan of(Values own, Values values, String hostname) {
    TlsSettings settings = settings(values);
    boolean ownOrigin = ORIGINS.stream().anyMatch(own::has);
    TlsOrigin.SelfMade made = selfMade(values, hostname);
    return new TlsPlan(origin(ownOrigin ? own : values, values, made), settings, made);
  }

  private static TlsSettings settings(Values values) {
    return new TlsSettings(
        values.get(Settings.TLS_PROTOCOLS),
        values.find(Settings.TLS_CIPHERS).orElse(List.of()),
        values.get(Settings.TLS_PROVIDER),
        values.get(Settings.TLS_CLIENT_CERTIFICATE),
        values.find(Settings.TLS_TRUST).map(ServerDirectory::resolve).orElse(null),
        values.find(Settings.TLS_ALPN).orElse(List.of()),
        values.get(Settings.TLS_SESSION_RESUMPTION).equals("on"));
  }

  /** Passwords stand with the activation, so they are looked for there. */
  private static TlsOrigin origin(Values chosen, Values values, TlsOrigin.SelfMade made) {
    if (chosen.has(Settings.SSL)) {
      return new TlsOrigin.Server(chosen.get(Settings.SSL));
    }
    if (chosen.has(Settings.TLS_CERTIFICATES)) {
      return new TlsOrigin.PemFiles(
          resolved(chosen.get(Settings.TLS_CERTIFICATES)),
          resolved(chosen.get(Settings.TLS_KEY)),
          values.find(Settings.TLS_KEY_PASSWORD).orElse(null));
    }
    if (chosen.has(Settings.TLS_KEY_STORE)) {
      return new TlsOrigin.StoreFile(
          ServerDirectory.resolve(chosen.get(Settings.TLS_KEY_STORE)),
          chosen.get(Settings.TLS_KEY_STORE_TYPE),
          values.find(Settings.TLS_KEY_STORE_PASSWORD).orElse(""),
          chosen.find(Settings.TLS_KEY_ALIAS).orElse(null));
    }
    return made;
  }

  /** A file for each set of names: listeners with different names do not remake each other's. */
  private static TlsOrigin.SelfMade selfMade(Values values, String hostname) {
    List<String> names = new ArrayList<>();
    names.add(HostName.bare(hostname));
    String file = "tls-" + hostname.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_");
    List<String> more = values.find(Settings.TLS_NAMES).orElse(List.of());
    if (!more.isEmpty()) {
      names.addAll(more);
      file += "-" + HexFormat.of().toHexDigits(more.hashCode());
    }
    Path directory =
        ServerDirectory.resolve(values.find(Settings.DIRECTORY).orElse(Path.of("blackhole")));
    return new TlsOrigin.SelfMade(directory.resolve(file + ".p12"), List.copyOf(names));
  }

  private static List<Path> resolved(List<Path> paths) {
    return paths.stream().map(ServerDirectory::resolve).toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.net.ClientBounds;
import org.blackhole.smtp.net.ConnectionLimits;
import org.blackhole.smtp.net.ListenerSettings;
import org.blackhole.smtp.net.ProxyTrust;
import org.blackhole.smtp.net.TrustedNetworks;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.Compat;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.session.SessionLimits;
import org.blackhole.smtp.session.SessionSettings;
import org.blackhole.smtp.session.Xclient;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one listener, read and found good.
 *
 * @param host not looked up yet if it is a name
 * @param trust whose word is taken on who the client is
 * @param options handed through to the application
 * @param drainTimeout how long a transaction may take to end when the listener drains
 * @param tls null if neither implicit TLS nor STARTTLS is wanted
 */
record ListenerPlan(
    String name,
    Scheme scheme,
    StartTls startTls,
    String host,
    int port,
    SessionSettings session,
    ConnectionLimits connections,
    ProxyTrust trust,
    Map<String, String> options,
    Duration drainTimeout,
    @Nullable TlsPlan tls) {

  /** The original's limit. */
  private static final long KURA_MESSAGE_SIZE = 512_000;

  /** Adds what is wrong with this listener, apart from the others. */
  static void check(ListenList.Entry entry, Values activation, List<Fault> faults) {
    Values own = new Values(entry.options());
    faults.addAll(own.faults(entry.name()));
    TlsPlan.check(own, own.over(activation), entry.name(), faults);
    if (entry.scheme() == Scheme.SMTPS && own.has(Settings.STARTTLS)) {
      faults.add(
          new Fault(
              Settings.STARTTLS.name(),
              entry.name(),
              "is set although its scheme is smtps",
              "with the schemes smtp and lmtp only, as TLS cannot start inside TLS"));
    }
    checkKura(entry, own.over(activation), faults);
  }

  /** Its dialect knows no LMTP, and has no way to hold anybody off: who wants that is told. */
  private static void checkKura(ListenList.Entry entry, Values values, List<Fault> faults) {
    if (!values.text(Settings.COMPAT).equals(Optional.of("kura"))) {
      return;
    }
    if (entry.scheme() == Scheme.LMTP) {
      faults.add(
          new Fault(
              Settings.COMPAT.name(),
              entry.name(),
              "is kura although its scheme is lmtp",
              "kura with the schemes smtp and smtps, or none"));
    }
    refuseWithKura(Settings.STARTTLS, "required", entry.name(), values, faults);
    refuseWithKura(Settings.AUTH, "required", entry.name(), values, faults);
    refuseWithKura(Settings.AUTH_REQUIRES_TLS, "true", entry.name(), values, faults);
    refuseWithKura(Settings.XCLIENT, "on", entry.name(), values, faults);
  }

  private static void refuseWithKura(
      Setting<?> setting, String value, String listener, Values values, List<Fault> faults) {
    if (values.text(setting).equals(Optional.of(value))) {
      faults.add(
          new Fault(
              setting.name(),
              listener,
              "is " + value + " although compat is kura",
              "another value on this listener, or another compat"));
    }
  }

  /** Adds what this machine cannot do; only for a listener of which {@link #check} found none. */
  static void checkMet(ListenList.Entry entry, Values activation, List<Fault> faults) {
    Values own = new Values(entry.options());
    Values values = own.over(activation);
    if (entry.scheme() == Scheme.SMTPS || startTls(entry, own, values) != StartTls.OFF) {
      TlsPlan.checkMet(values, entry.name(), faults);
    }
  }

  /** The original has none, so kura's dialect has it only where the listener itself says so. */
  private static StartTls startTls(ListenList.Entry entry, Values own, Values values) {
    boolean unasked = values.get(Settings.COMPAT) == Compat.KURA && !own.has(Settings.STARTTLS);
    return entry.scheme() == Scheme.SMTPS || unasked ? StartTls.OFF : values.get(Settings.STARTTLS);
  }

  static ListenerPlan of(ListenList.Entry entry, Values activation, String hostname) {
    Values own = new Values(entry.options());
    Values values = own.over(activation);
    StartTls startTls = startTls(entry, own, values);
    SessionSettings session = session(own, values, own.find(Settings.HOSTNAME).orElse(hostname));
    boolean plain = entry.scheme() != Scheme.SMTPS && startTls == StartTls.OFF;
    return new ListenerPlan(
        entry.name(),
        entry.scheme(),
        startTls,
        entry.host(),
        entry.port(),
        session,
        connections(values),
        trust(values),
        handedThrough(values),
        values.get(Settings.DRAIN_TIMEOUT),
        plain ? null : TlsPlan.of(own, values, session.hostname()));
  }

  private static SessionSettings session(Values own, Values values, String hostname) {
    return new SessionSettings(
        hostname,
        limits(own, values),
        manners(values),
        auth(values),
        keywords(values, Settings.HIDE),
        keywords(values, Settings.OFFER),
        values.get(Settings.COMPAT),
        Xclient.OFF,
        values.get(Settings.CONTENT));
  }

  /** The original's limit holds unless the listener itself has another. */
  private static SessionLimits limits(Values own, Values values) {
    boolean kura =
        values.get(Settings.COMPAT) == Compat.KURA && !own.has(Settings.MAX_MESSAGE_SIZE);
    return new SessionLimits(
        kura ? KURA_MESSAGE_SIZE : values.get(Settings.MAX_MESSAGE_SIZE),
        values.get(Settings.MAX_MESSAGES),
        values.get(Settings.MAX_RECIPIENTS),
        values.get(Settings.MAX_RECIPIENT_DOMAINS),
        values.get(Settings.MAX_COMMAND_LINE),
        values.get(Settings.MAX_TEXT_LINE),
        Math.toIntExact(values.get(Settings.MAX_HEADER_SIZE)),
        values.get(Settings.MAX_ERRORS));
  }

  private static Manners manners(Values values) {
    return new Manners(
        values.get(Settings.BARE_LINE_BREAKS),
        values.get(Settings.EARLY_TALK),
        values.get(Settings.GREETING_DELAY),
        values.get(Settings.HTTP_COMMANDS).equals("close"));
  }

  private static AuthSettings auth(Values values) {
    return new AuthSettings(
        values.get(Settings.AUTH),
        Boolean.parseBoolean(values.get(Settings.AUTH_REQUIRES_TLS)),
        values.find(Settings.AUTH_MECHANISMS).orElse(List.of()).stream()
            .flatMap(name -> Mechanism.named(name).stream())
            .collect(Collectors.toUnmodifiableSet()),
        values.find(Settings.AUTH_PASSWORD).orElse(null));
  }

  private static Set<String> keywords(Values values, Setting<List<String>> setting) {
    return values.find(setting).orElse(List.of()).stream()
        .map(keyword -> keyword.toUpperCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ConnectionLimits connections(Values values) {
    return new ConnectionLimits(
        values.get(Settings.MAX_SESSIONS),
        values.get(Settings.MAX_SESSIONS_PER_ADDRESS),
        values.get(Settings.IDLE_TIMEOUT),
        values.get(Settings.HANDSHAKE_TIMEOUT),
        values.get(Settings.BACKLOG),
        clients(values));
  }

  private static ClientBounds clients(Values values) {
    return new ClientBounds(
        values.get(Settings.MAX_CONNECTION_RATE_PER_ADDRESS),
        values.get(Settings.MAX_RECEIVE_RATE),
        values.get(Settings.MAX_HANDSHAKES),
        values.get(Settings.AUTH_TIMEOUT),
        values.get(Settings.MAX_SESSION_TIME));
  }

  private static ProxyTrust trust(Values values) {
    TrustedNetworks none = TrustedNetworks.NONE;
    boolean proxy = values.get(Settings.PROXY).equals("required");
    boolean xclient = values.get(Settings.XCLIENT).equals("on");
    return new ProxyTrust(
        proxy ? new TrustedNetworks(values.get(Settings.PROXY_TRUSTED)) : none,
        xclient ? new TrustedNetworks(values.get(Settings.XCLIENT_TRUSTED)) : none);
  }

  private static Map<String, String> handedThrough(Values values) {
    Map<String, String> options = new LinkedHashMap<>();
    for (Setting<?> setting : Settings.HANDED_THROUGH) {
      values.text(setting).ifPresent(text -> options.put(setting.name(), text));
    }
    return Map.copyOf(options);
  }

  /** As it stands in the settings: a host name is not looked up. */
  InetSocketAddress address() {
    return HostName.isIpv4(host) || HostName.isIpv6(host)
        ? new InetSocketAddress(host, port)
        : InetSocketAddress.createUnresolved(host, port);
  }

  /** For the engine; looks the host up, so it may ask a name server. */
  ListenerSettings settings() {
    return new ListenerSettings(
        name,
        scheme,
        startTls,
        new InetSocketAddress(host, port),
        session,
        connections,
        trust,
        options);
  }

  /** The address as it stands in {@code listen}. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

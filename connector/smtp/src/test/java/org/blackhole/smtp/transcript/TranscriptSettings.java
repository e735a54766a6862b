// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.net.ProxyTrust;
import org.blackhole.smtp.net.TrustedNetworks;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.Compat;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.session.SessionLimits;
import org.blackhole.smtp.session.SessionSettings;
import org.blackhole.smtp.session.Xclient;

/** The settings of a transcript, named as those of a listener. */
final class TranscriptSettings {

  private final Map<String, String> given;

  TranscriptSettings(Map<String, String> given) {
    this.given = given;
  }

  /** The scheme of a listener without implicit TLS. */
  Scheme scheme() {
    return Scheme.valueOf(text("scheme", "smtp").toUpperCase(Locale.ROOT));
  }

  /** On a listener without implicit TLS. */
  StartTls startTls() {
    return constant(StartTls.class, "starttls", StartTls.OPTIONAL);
  }

  /** Keywords that are neither offered nor taken. */
  Set<String> hidden() {
    return set("hide");
  }

  SessionSettings session(String hostname, ContentInterest content) {
    return new SessionSettings(
        hostname,
        limits(),
        manners(),
        auth(),
        set("hide"),
        set("offer"),
        constant(Compat.class, "compat", Compat.NONE),
        constant(Xclient.class, "xclient", Xclient.OFF),
        content);
  }

  /** On a socket, trust is by network. */
  ProxyTrust trust() {
    TrustedNetworks none = TrustedNetworks.NONE;
    return new ProxyTrust(
        none,
        switch (constant(Xclient.class, "xclient", Xclient.OFF)) {
          case OFF -> none;
          case DENIED -> new TrustedNetworks(List.of("192.0.2.0/24"));
          case TRUSTED -> new TrustedNetworks(List.of("127.0.0.0/8", "::1"));
        });
  }

  private AuthSettings auth() {
    return new AuthSettings(
        constant(AuthSettings.Rule.class, "auth", AuthSettings.Rule.OPTIONAL),
        Boolean.parseBoolean(text("authRequiresTls", "false")),
        set("authMechanisms").stream()
            .map(name -> Mechanism.named(name).orElseThrow())
            .collect(Collectors.toSet()),
        given.get("authPassword"));
  }

  private SessionLimits limits() {
    SessionLimits d = SessionLimits.DEFAULT;
    return new SessionLimits(
        Long.parseLong(text("maxMessageSize", "" + d.maxMessageSize())),
        number("maxMessages", d.maxMessages()),
        number("maxRecipients", d.maxRecipients()),
        number("maxRecipientDomains", d.maxRecipientDomains()),
        number("maxCommandLine", d.maxCommandLine()),
        number("maxTextLine", d.maxTextLine()),
        number("maxHeaderSize", d.maxHeaderSize()),
        number("maxErrors", d.maxErrors()));
  }

  private Manners manners() {
    Manners d = Manners.DEFAULT;
    Duration greetingDelay = DurationRange.parseDuration(text("greetingDelay", "0s"));
    return new Manners(
        constant(Manners.BareLineBreaks.class, "bareLineBreaks", d.bareLineBreaks()),
        constant(Manners.EarlyTalk.class, "earlyTalk", d.earlyTalk()),
        greetingDelay,
        !text("httpCommands", "close").equals("ignore"));
  }

  private String text(String name, String standard) {
    return given.getOrDefault(name, standard);
  }

  private int number(String name, int standard) {
    return Integer.parseInt(text(name, "" + standard));
  }

  private Set<String> set(String name) {
    String list = text(name, "");
    return list.isEmpty() ? Set.of() : Set.of(list.split(",", -1));
  }

  private <E extends Enum<E>> E constant(Class<E> type, String name, E standard) {
    return Enum.valueOf(type, text(name, standard.name()).toUpperCase(Locale.ROOT));
  }
}

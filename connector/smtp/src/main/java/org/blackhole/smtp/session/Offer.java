// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.wire.CommandParser;
import org.blackhole.smtp.wire.KuraParser;
import org.blackhole.smtp.wire.LineParser;
import org.blackhole.smtp.wire.QueuedReply;

/**
 * What a listener says of itself, encoded once: greeting, answers to HELO, EHLO, HELP. Safe for any
 * thread.
 */
public final class Offer {

  /** RFC 4865 4: no release is too far for a server that keeps nothing. */
  private static final String FAR_FUTURE = " 999999999 9999-12-31T23:59:59Z";

  // What EHLO lists depends on what is known of the client: a set of these.
  private static final int TLS = 1;
  private static final int BOUND = 2;
  private static final int CERTIFICATE = 4;
  private static final int SITUATIONS = 8;

  /** Offers kept that lack something; one more is made anew for each session. */
  private static final int MAX_VARIANTS = 64;

  private final SessionSettings settings;
  private final LineParser parser;
  private final Scheme scheme;
  private final StartTls startTls;
  private final Set<Extension> extensions;
  private final Reply greeting;
  private final Reply helo;
  private final Reply[] ehlo = new Reply[SITUATIONS];
  private final List<List<Mechanism>> mechanisms = new ArrayList<>();
  private final QueuedReply queued;
  private final HelpTexts help;
  private final Map<Set<Extension>, Offer> variants = new ConcurrentHashMap<>();

  /**
   * The offer of one listener.
   *
   * @param startTls OFF on a listener with implicit TLS
   * @throws IllegalArgumentException if STARTTLS is required and hidden, or a keyword to be offered
   *     on request is not known
   */
  public Offer(SessionSettings settings, Scheme scheme, StartTls startTls) {
    this(settings, scheme, startTls, chosen(settings, startTls));
  }

  private Offer(
      SessionSettings settings, Scheme scheme, StartTls startTls, Set<Extension> extensions) {
    this.settings = settings;
    this.parser =
        switch (settings.compat()) {
          case NONE -> new CommandParser();
          case KURA -> new KuraParser();
        };
    this.scheme = scheme;
    this.startTls = startTls;
    this.extensions = extensions;
    String host = settings.hostname();
    this.greeting = Reply.of(220, host + (scheme == Scheme.LMTP ? " LMTP" : " ESMTP"));
    this.helo = Reply.of(250, host);
    for (int i = 0; i < SITUATIONS; i++) {
      boolean tooEarly = startTls == StartTls.REQUIRED && (i & TLS) == 0;
      mechanisms.add(
          tooEarly
              ? List.of()
              : settings.auth().offered((i & TLS) != 0, (i & BOUND) != 0, (i & CERTIFICATE) != 0));
      List<String> lines = new ArrayList<>(List.of(host));
      lines.addAll(extensions(i));
      ehlo[i] = Reply.of(250, null, lines);
    }
    this.queued = new QueuedReply(host);
    this.help = new HelpTexts(this);
  }

  private static Set<Extension> chosen(SessionSettings settings, StartTls startTls) {
    Set<String> unknown = new TreeSet<>(settings.offer());
    Set<Extension> chosen = EnumSet.noneOf(Extension.class);
    for (Extension extension : Extension.values()) {
      boolean asked = unknown.remove(extension.keyword()) || !extension.isOnRequest();
      if (asked && !settings.hide().contains(extension.keyword())) {
        chosen.add(extension);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "These extensions cannot be offered: " + String.join(", ", unknown));
    }
    if (startTls == StartTls.REQUIRED && !chosen.contains(Extension.STARTTLS)) {
      throw new IllegalArgumentException("STARTTLS is required and hidden");
    }
    if (settings.auth().rule() == AuthSettings.Rule.OFF) {
      chosen.remove(Extension.AUTH);
    }
    if (startTls == StartTls.OFF) {
      chosen.remove(Extension.STARTTLS);
    }
    return complete(chosen);
  }

  /** Without what is nothing alone. */
  private static Set<Extension> complete(Set<Extension> chosen) {
    if (!chosen.contains(Extension.EIGHT_BIT_MIME)) {
      // RFC 6531 3.1 wants it, and without it there is no BODY.
      chosen.remove(Extension.SMTPUTF8);
      chosen.remove(Extension.BINARYMIME);
    }
    if (!chosen.contains(Extension.CHUNKING)) {
      chosen.remove(Extension.BINARYMIME);
    }
    return chosen;
  }

  /**
   * The same without these; what does not exist is ignored, and what is required stays required.
   */
  public Offer without(Set<String> keywords) {
    if (keywords.isEmpty()) {
      return this;
    }
    Set<Extension> left = EnumSet.noneOf(Extension.class);
    for (Extension extension : extensions) {
      if (!keywords.contains(extension.keyword())) {
        left.add(extension);
      }
    }
    return left.size() == extensions.size() ? this : variant(complete(left));
  }

  private Offer variant(Set<Extension> left) {
    Offer known = variants.get(left);
    if (known != null) {
      return known;
    }
    Offer made = new Offer(settings, scheme, startTls, left);
    if (variants.size() < MAX_VARIANTS) {
      variants.put(left, made);
    }
    return made;
  }

  /** Keywords that a listener offers on request only. */
  public static List<String> onRequest() {
    List<String> keywords = new ArrayList<>();
    for (Extension extension : Extension.values()) {
      if (extension.isOnRequest()) {
        keywords.add(extension.keyword());
      }
    }
    return keywords;
  }

  private static int situation(Peer peer) {
    TlsFacts tls = peer.tls();
    return tls == null
        ? 0
        : TLS
            | (tls.channelBindings().isEmpty() ? 0 : BOUND)
            | (tls.clientCertificate() == null ? 0 : CERTIFICATE);
  }

  /** What EHLO lists to a client without certificate. */
  public List<String> extensions(boolean encrypted) {
    return extensions(encrypted ? TLS | BOUND : 0);
  }

  private List<String> extensions(int situation) {
    boolean encrypted = (situation & TLS) != 0;
    if (settings.compat() == Compat.KURA) {
      return KuraReplies.extensions(
          limits().maxMessageSize(), isThere(Extension.STARTTLS, encrypted));
    }
    List<String> lines = new ArrayList<>();
    for (Extension extension : extensions) {
      boolean nothing = extension == Extension.AUTH && mechanisms.get(situation).isEmpty();
      if (isThere(extension, encrypted) && !nothing) {
        lines.add(line(extension, situation));
      }
    }
    if (isTrusting()) {
      lines.add(Proxying.XCLIENT);
      lines.add(Proxying.XFORWARD);
    }
    return lines;
  }

  private String line(Extension extension, int situation) {
    String keyword = extension.keyword();
    SessionLimits limits = settings.limits();
    return switch (extension) {
      case AUTH ->
          keyword
              + mechanisms.get(situation).stream()
                  .map(mechanism -> " " + mechanism.label())
                  .collect(Collectors.joining());
      case SIZE -> keyword + " " + limits.maxMessageSize();
      case LIMITS ->
          keyword
              + (limits.maxMessages() > 0 ? " MAILMAX=" + limits.maxMessages() : "")
              + " RCPTMAX="
              + limits.maxRecipients()
              + (limits.maxRecipientDomains() > 0
                  ? " RCPTDOMAINMAX=" + limits.maxRecipientDomains()
                  : "");
      case FUTURERELEASE -> keyword + FAR_FUTURE;
      default -> keyword;
    };
  }

  LineParser parser() {
    return parser;
  }

  SessionSettings settings() {
    return settings;
  }

  SessionLimits limits() {
    return settings.limits();
  }

  /** Whether XCLIENT and XFORWARD are taken. */
  boolean isTrusting() {
    return settings.xclient() == Xclient.TRUSTED;
  }

  boolean isLmtp() {
    return scheme == Scheme.LMTP;
  }

  StartTls startTls() {
    return startTls;
  }

  /** Whether the listener has an extension at all. */
  boolean offers(Extension extension) {
    return extensions.contains(extension);
  }

  /** Whether this client has it, at this point. */
  boolean offers(Extension extension, Peer peer) {
    return isThere(extension, peer.tls() != null);
  }

  private boolean isThere(Extension extension, boolean encrypted) {
    return extensions.contains(extension)
        && switch (extension) {
          case STARTTLS -> !encrypted;
          case REQUIRETLS -> encrypted;
          default -> true;
        };
  }

  Reply greeting() {
    return greeting;
  }

  Reply helo() {
    return helo;
  }

  Reply ehlo(Peer peer) {
    return ehlo[situation(peer)];
  }

  /** What AUTH takes from this client. */
  List<Mechanism> mechanisms(Peer peer) {
    return mechanisms.get(situation(peer));
  }

  QueuedReply queued() {
    return queued;
  }

  HelpTexts help() {
    return help;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.ProxyFacts;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.wire.AddressLiteral;
import org.blackhole.smtp.wire.Printable;
import org.blackhole.smtp.wire.Replies;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;

/**
 * XCLIENT and XFORWARD, as Postfix describes them: a client that is trusted says whom it speaks
 * for.
 */
final class Proxying {

  static final String XCLIENT = "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";
  static final String XFORWARD = "XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE";

  private static final Set<String> CLIENT = attributes(XCLIENT);
  private static final Set<String> FORWARD = attributes(XFORWARD);
  private static final Set<String> UNKNOWN = Set.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
  private static final int MAX_PORT = 65_535;

  /** Of XFORWARD; it need not be one of mail. */
  private static final int MAX_PROTOCOL = 64;

  private final Session session;

  Proxying(Session session) {
    this.session = session;
  }

  private static Set<String> attributes(String line) {
    return Set.of(line.substring(line.indexOf(' ') + 1).split(" ", -1));
  }

  void take(Verb verb, Map<String, String> attributes) {
    Reply refusal = refusal(verb, attributes);
    if (refusal != null) {
      session.dialect().error(Stage.OTHER, refusal);
    } else if (verb == Verb.XFORWARD) {
      session.mailing().forward(known(session.mailing().forwarded(), attributes));
      session.say(Stage.OTHER, Replies.RSET_OK);
    } else {
      session.restart(speaksFor(session.peer(), attributes));
    }
  }

  /** What is said to a client that is not trusted, or null. */
  @Nullable Reply absent() {
    return switch (session.offer().settings().xclient()) {
      case OFF -> Replies.NOT_IMPLEMENTED;
      case DENIED -> Replies.NOT_TRUSTED;
      case TRUSTED -> null;
    };
  }

  private @Nullable Reply refusal(Verb verb, Map<String, String> attributes) {
    Reply absent = absent();
    if (absent != null) {
      return absent;
    }
    if (session.mailing().isOpen()) {
      return Replies.NESTED_MAIL;
    }
    Set<String> known = verb == Verb.XFORWARD ? FORWARD : CLIENT;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (!known.contains(attribute.getKey())
          || !isValid(verb, attribute.getKey(), attribute.getValue())) {
        return Replies.BAD_ATTRIBUTE;
      }
    }
    return null;
  }

  private static boolean isValid(Verb verb, String name, String value) {
    if (isUnknown(value)) {
      return true;
    }
    return switch (name) {
      case "ADDR", "DESTADDR" -> AddressLiteral.address(value) != null;
      case "PORT", "DESTPORT" -> port(value) >= 0;
      case "PROTO" ->
          verb == Verb.XFORWARD
              ? value.length() <= MAX_PROTOCOL && Printable.isPrintable(value)
              : value.equalsIgnoreCase("SMTP") || value.equalsIgnoreCase("ESMTP");
      case "SOURCE" -> value.equalsIgnoreCase("LOCAL") || value.equalsIgnoreCase("REMOTE");
      default -> Printable.isPrintable(value);
    };
  }

  private static boolean isUnknown(String value) {
    return UNKNOWN.contains(value.toUpperCase(Locale.ROOT));
  }

  private static int port(String value) {
    boolean digits =
        !value.isEmpty()
            && value.length() <= 5
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits ? Integer.parseInt(value) : -1;
    return port <= MAX_PORT ? port : -1;
  }

  private static Peer speaksFor(Peer peer, Map<String, String> attributes) {
    InetSocketAddress address = peer.address();
    InetAddress host = AddressLiteral.address(attributes.getOrDefault("ADDR", ""));
    int port = port(attributes.getOrDefault("PORT", ""));
    String login = known(attributes.get("LOGIN"));
    return new Peer(
        peer.session(),
        peer.ordinal(),
        peer.listener(),
        new InetSocketAddress(
            host == null ? address.getAddress() : host, port < 0 ? address.getPort() : port),
        behind(peer, attributes),
        peer.tls(),
        known(attributes.get("HELO")),
        "ESMTP".equalsIgnoreCase(attributes.get("PROTO")),
        login,
        login == null ? null : "XCLIENT");
  }

  /** Who says so, and whom its client turned to. */
  private static ProxyFacts behind(Peer peer, Map<String, String> attributes) {
    ProxyFacts facts =
        peer.proxy() == null
            ? new ProxyFacts(peer.address(), null, null, null, null, null)
            : peer.proxy();
    InetAddress host = AddressLiteral.address(attributes.getOrDefault("DESTADDR", ""));
    if (host == null) {
      return facts;
    }
    int port = port(attributes.getOrDefault("DESTPORT", ""));
    return new ProxyFacts(
        facts.proxy(),
        new InetSocketAddress(host, port < 0 ? peer.listener().address().getPort() : port),
        facts.serverName(),
        facts.applicationProtocol(),
        facts.uniqueId(),
        facts.tls());
  }

  private static @Nullable String known(@Nullable String value) {
    return value == null || isUnknown(value) ? null : value;
  }

  /** What was said before, with what is said now. */
  private static Map<String, String> known(Map<String, String> before, Map<String, String> now) {
    Map<String, String> all = new LinkedHashMap<>(before);
    all.putAll(now);
    all.values().removeIf(Proxying::isUnknown);
    return Collections.unmodifiableMap(all);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.wire.AddressLiteral;
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
      session.error(Stage.OTHER, refusal);
    } else if (verb == Verb.XFORWARD) {
      session.mailing().forward(attributes);
      session.say(Stage.OTHER, Replies.RSET_OK);
    } else {
      session.restart(speaksFor(session.peer(), attributes));
    }
  }

  private @Nullable Reply refusal(Verb verb, Map<String, String> attributes) {
    Offer offer = session.offer();
    if (!offer.isTrusting()) {
      return offer.settings().xclient() == Xclient.OFF
          ? Replies.NOT_IMPLEMENTED
          : Replies.NOT_TRUSTED;
    }
    if (session.mailing().isOpen()) {
      return Replies.NESTED_MAIL;
    }
    Set<String> known = verb == Verb.XFORWARD ? FORWARD : CLIENT;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (!known.contains(attribute.getKey())
          || !isValid(attribute.getKey(), attribute.getValue())) {
        return Replies.BAD_ATTRIBUTE;
      }
    }
    return null;
  }

  private static boolean isValid(String name, String value) {
    if (isUnknown(value)) {
      return true;
    }
    return switch (name) {
      case "ADDR", "DESTADDR" -> AddressLiteral.address(value) != null;
      case "PORT", "DESTPORT" -> port(value) >= 0;
      case "PROTO" -> value.equalsIgnoreCase("SMTP") || value.equalsIgnoreCase("ESMTP");
      case "SOURCE" -> value.equalsIgnoreCase("LOCAL") || value.equalsIgnoreCase("REMOTE");
      default -> !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 127);
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
    InetAddress address = AddressLiteral.address(attributes.getOrDefault("ADDR", ""));
    int port = port(attributes.getOrDefault("PORT", ""));
    InetSocketAddress client =
        new InetSocketAddress(
            address == null ? peer.address().getAddress() : address,
            port < 0 ? peer.address().getPort() : port);
    String login = attributes.get("LOGIN");
    boolean in = login != null && !isUnknown(login);
    return new Peer(
        peer.session(),
        peer.ordinal(),
        peer.listener(),
        client,
        peer.proxy(),
        peer.tls(),
        known(attributes.get("HELO")),
        in ? login : null,
        in ? "XCLIENT" : null);
  }

  private static @Nullable String known(@Nullable String value) {
    return value == null || isUnknown(value) ? null : value;
  }
}

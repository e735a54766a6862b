// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.TlsFacts;

/** The trace field of a message (RFC 5321 4.4). */
final class ReceivedField {

  /** RFC 5322 3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private ReceivedField() {}

  static String of(Envelope envelope, ZonedDateTime now) {
    Peer peer = envelope.peer();
    InetAddress address = peer.address().getAddress();
    StringBuilder field = new StringBuilder("Received: from ");
    String helo = peer.helo();
    field.append(helo != null && HostName.isDomain(helo) ? helo : literal(address));
    field.append(" (").append(literal(address)).append(")\r\n");
    field.append("\tby ").append(peer.listener().hostname());
    field.append(" with ").append(protocol(envelope));
    TlsFacts tls = peer.tls();
    if (tls != null) {
      field.append(" (").append(tls.version()).append(' ').append(tls.cipher()).append(')');
    }
    field.append("\r\n\tid ").append(id(envelope));
    if (envelope.recipients().size() == 1 && isPlain(envelope.recipients().get(0).address())) {
      // With more, each would learn of the others (RFC 5321 7.2).
      field.append("\r\n\tfor <").append(envelope.recipients().get(0).address()).append('>');
    }
    field.append(";\r\n\t").append(DATE.format(now.truncatedTo(ChronoUnit.SECONDS)));
    return field.append("\r\n").toString();
  }

  private static String id(Envelope envelope) {
    String id = envelope.id();
    return id.substring(0, id.indexOf('@')).replace('.', '-'); // an atom has no dot
  }

  /** The names registered for {@code with} (RFC 3848, RFC 6531 3.7.3). */
  private static String protocol(Envelope envelope) {
    Peer peer = envelope.peer();
    boolean utf8 = envelope.parameters().containsKey("SMTPUTF8");
    boolean lmtp = peer.listener().scheme() == Scheme.LMTP;
    boolean more = peer.tls() != null || peer.identity() != null || peer.extended();
    String name = utf8 ? (lmtp ? "UTF8LMTP" : "UTF8SMTP") : lmtp ? "LMTP" : more ? "ESMTP" : "SMTP";
    return name + (peer.tls() == null ? "" : "S") + (peer.identity() == null ? "" : "A");
  }

  /** Nothing that would end the clause, or the line. */
  private static boolean isPlain(Address address) {
    return address.toString().chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>' || c == 127);
  }

  /** RFC 5321 4.1.3. */
  private static String literal(InetAddress address) {
    return address instanceof Inet6Address
        ? "[IPv6:" + address.getHostAddress().replaceFirst("%.*", "") + "]"
        : "[" + address.getHostAddress() + "]";
  }
}

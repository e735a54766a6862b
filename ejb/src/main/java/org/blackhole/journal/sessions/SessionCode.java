// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/** A session that ended as octets: its facts, then its transcript. */
final class SessionCode {

  /** What most sessions have beside their transcript. */
  private static final int FACTS = 96;

  private SessionCode() {}

  static void write(Trace trace, Ending ending, Slot to, Phrases phrases) {
    Peer peer = trace.peer();
    Script script = trace.script();
    int about = FACTS + script.end + length(trace.sender()) + length(trace.recipient());
    to.begin(about, trace, ending);
    to.number(trace.number);
    to.word(peer.session());
    address(to, peer.address());
    to.number(trace.startedMillis());
    to.number(trace.nanos(0));
    to.word(peer.helo());
    to.word(peer.identity());
    tls(to, peer.tls());
    to.number(trace.messages());
    to.number(trace.refused());
    to.number(trace.recipients());
    to.number(trace.commands());
    to.number(trace.octets());
    trace.codes().writeTo(to);
    names(to, phrases, trace.rules());
    names(to, phrases, trace.tags());
    to.word(text(trace.sender()));
    to.word(text(trace.recipient()));
    to.octet(script.isCut() ? 1 : 0);
    to.copy(script.octets, 0, script.end);
  }

  private static int length(@Nullable Address address) {
    return address == null ? 0 : address.toString().length();
  }

  private static @Nullable String text(@Nullable Address address) {
    return address == null ? null : address.toString();
  }

  private static void address(Slot to, InetSocketAddress socket) {
    InetAddress host = socket.getAddress();
    if (host == null) {
      to.number(0);
      to.word(socket.getHostString());
    } else {
      byte[] octets = host.getAddress();
      to.number(octets.length);
      to.copy(octets, 0, octets.length);
      if (host instanceof Inet6Address six) {
        to.number(six.getScopeId());
      }
    }
    to.number(socket.getPort());
  }

  private static void tls(Slot to, @Nullable TlsFacts tls) {
    to.word(tls == null ? null : tls.version());
    if (tls != null) {
      to.word(tls.cipher());
      to.word(tls.serverName());
    }
  }

  private static void names(Slot to, Phrases phrases, String[] names) {
    to.number(names.length);
    for (String name : names) {
      int number = phrases.number(name);
      to.number(number + 1L);
      if (number < 0) {
        to.word(name);
      }
    }
  }

  /** What was written. */
  static SessionFacts read(byte[] octets, ListenerInfo listener, Ending ending, Phrases phrases) {
    Cursor from = new Cursor(octets, 0, octets.length);
    return new SessionFacts(
        from.number(),
        from.wordThere(),
        listener,
        address(from),
        ending,
        from.number(),
        from.number(),
        from.word(),
        from.word(),
        tls(from),
        (int) from.number(),
        (int) from.number(),
        (int) from.number(),
        (int) from.number(),
        from.number(),
        codes(from),
        names(from, phrases),
        names(from, phrases),
        from.word(),
        from.word(),
        from.octet() != 0,
        new Transcript(octets, from.next(), octets.length),
        phrases);
  }

  private static InetSocketAddress address(Cursor from) {
    int length = (int) from.number();
    if (length == 0) {
      return InetSocketAddress.createUnresolved(from.wordThere(), (int) from.number());
    }
    byte[] octets = from.octets(length);
    try {
      InetAddress host = InetAddress.getByAddress(octets);
      if (length == 16) {
        int scope = (int) from.number();
        host = scope == 0 ? host : Inet6Address.getByAddress(null, octets, scope);
      }
      return new InetSocketAddress(host, (int) from.number());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // of 4 or 16 octets, as they were taken from one
    }
  }

  private static @Nullable TlsFacts tls(Cursor from) {
    String version = from.word();
    return version == null ? null : new TlsFacts(version, from.wordThere(), from.word(), null);
  }

  private static Map<Integer, Long> codes(Cursor from) {
    Map<Integer, Long> codes = new TreeMap<>();
    for (int code = (int) from.number(); code != 0; code = (int) from.number()) {
      codes.put(code, from.number());
    }
    return codes;
  }

  private static List<String> names(Cursor from, Phrases phrases) {
    int count = (int) from.number();
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = (int) from.number();
      names.add(number == 0 ? from.wordThere() : (String) phrases.what(number - 1));
    }
    return names;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * A session at a glance; a snapshot.
 *
 * @param number counts up with each session of this journal; newer ones have higher ones
 * @param end null while it is open
 * @param helo as given, on one line; so are user, sender and recipient
 * @param octets that came from the client, decrypted
 * @param codes of all replies
 * @param rules that acted, 16 at most
 * @param sender the last reverse path, empty for the null one; null if there was none
 * @param recipient the last that was accepted, or null
 */
public record SessionSummary(
    String id,
    long number,
    String listener,
    String client,
    int port,
    @Nullable String end,
    Instant started,
    Duration duration,
    @Nullable String helo,
    @Nullable String user,
    @Nullable TlsFacts tls,
    int messages,
    int refused,
    int recipients,
    int commands,
    long octets,
    Map<Integer, Long> codes,
    List<String> rules,
    List<String> tags,
    @Nullable String sender,
    @Nullable String recipient) {

  public SessionSummary {
    codes = Collections.unmodifiableMap(codes);
    rules = List.copyOf(rules);
    tags = List.copyOf(tags);
  }

  static SessionSummary of(Trace trace, long nowNanos) {
    Peer peer = trace.peer();
    Ending ending = trace.ending();
    return new SessionSummary(
        peer.session(),
        trace.number,
        peer.listener().name(),
        host(peer.address()),
        peer.address().getPort(),
        ending == null ? null : label(ending),
        Instant.ofEpochMilli(trace.startedMillis()),
        Duration.ofNanos(trace.nanos(nowNanos)),
        shown(peer.helo()),
        shown(peer.identity()),
        peer.tls(),
        trace.messages(),
        trace.refused(),
        trace.recipients(),
        trace.commands(),
        trace.octets(),
        trace.codes().counts(),
        List.of(trace.rules()),
        List.of(trace.tags()),
        shown(trace.sender()),
        shown(trace.recipient()));
  }

  /** When it ended, or null while it is open. */
  public @Nullable Instant ended() {
    return end == null ? null : started.plus(duration.truncatedTo(ChronoUnit.MILLIS));
  }

  /** How an ending is called outside: {@code quit}, {@code tlsFailed} and so on. */
  public static String label(Ending ending) {
    return switch (ending) {
      case TLS_FAILED -> "tlsFailed";
      default -> ending.name().toLowerCase(Locale.ROOT);
    };
  }

  static String host(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    return host == null ? address.getHostString() : host.getHostAddress();
  }

  private static @Nullable String shown(@Nullable Object text) {
    return text == null ? null : EscapedLog.escape(text.toString());
  }
}

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

  static SessionSummary of(SessionFacts session) {
    Ending ending = session.ending();
    return new SessionSummary(
        session.id(),
        session.number(),
        session.listener().name(),
        host(session.address()),
        session.address().getPort(),
        ending == null ? null : label(ending),
        Instant.ofEpochMilli(session.startedMillis()),
        Duration.ofNanos(session.nanos()),
        shown(session.helo()),
        shown(session.user()),
        session.tls(),
        session.messages(),
        session.refused(),
        session.recipients(),
        session.commands(),
        session.octets(),
        session.codes(),
        session.rules(),
        session.tags(),
        shown(session.sender()),
        shown(session.recipient()));
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

  private static @Nullable String shown(@Nullable String text) {
    return text == null ? null : EscapedLog.escape(text);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.net.InetAddress;
import java.time.Instant;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.blackhole.smtp.api.ListenerInfo;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions are asked for; null is any. Senders and recipients are those of every MAIL and
 * RCPT, whatever was answered, as far as the transcript reaches, and the last ones.
 *
 * @param live whether it is still open
 * @param code one that was said
 * @param from when it began, at the earliest
 * @param to before this it began
 */
public record SessionQuery(
    @Nullable Boolean live,
    @Nullable String listener,
    @Nullable Predicate<InetAddress> client,
    @Nullable Predicate<String> sender,
    @Nullable Predicate<String> recipient,
    @Nullable String rule,
    @Nullable IntPredicate code,
    @Nullable String tag,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** All there are. */
  public static final SessionQuery ALL =
      new SessionQuery(null, null, null, null, null, null, null, null, null, null);

  boolean matches(SessionFacts session) {
    return matchesFacts(
            session.isLive(), session.listener(), session.startedMillis(), session.client())
        && (rule == null || session.rules().contains(rule))
        && (tag == null || session.tags().contains(tag))
        && (code == null || session.codes().keySet().stream().anyMatch(code::test))
        && matchesEnvelope(session);
  }

  /** Whether an open session may be meant, as far as that costs nothing to find out. */
  boolean mayMatch(Trace open) {
    return matchesFacts(open.isLive(), open.peer().listener(), open.startedMillis(), open.client());
  }

  private boolean matchesFacts(
      boolean isLive, ListenerInfo of, long began, @Nullable InetAddress address) {
    if (live != null && live != isLive) {
      return false;
    }
    if (listener != null && !listener.equals(of.name())) {
      return false;
    }
    if ((from != null && began < from.toEpochMilli())
        || (to != null && began >= to.toEpochMilli())) {
      return false;
    }
    return client == null || (address != null && client.test(address));
  }

  private boolean matchesEnvelope(SessionFacts session) {
    if (sender == null && recipient == null) {
      return true;
    }
    boolean[] found = {is(sender, session.sender()), is(recipient, session.recipient())};
    if (!(found[0] && found[1]) && session.sender() != null) {
      new Transactions(
              session.phrases(),
              session.transcript().cursor(),
              new CommandVisitor() {
                @Override
                public void mail(long micros, String from, int code) {
                  found[0] |= sender == null || sender.test(from);
                }

                @Override
                public void rcpt(long micros, String from, String to, int code) {
                  found[1] |= recipient == null || recipient.test(to);
                }
              })
          .read();
    }
    return found[0] && found[1];
  }

  private static boolean is(@Nullable Predicate<String> wanted, @Nullable String address) {
    return wanted == null || (address != null && wanted.test(address));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.journal.sessions.CommandVisitor;
import org.blackhole.journal.sessions.Conduct;
import org.blackhole.journal.sessions.EndedSession;
import org.blackhole.journal.sessions.SentMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a client tries again: recipients that were refused, and messages of which it may not have
 * heard the answer. Remembers the last of each, in bounded space. Safe for any thread.
 */
final class Attempts {

  private static final int MOST_RECIPIENTS = 256;
  private static final int MOST_MESSAGES = 64;
  private static final int MOST_INTERVALS = 20;

  /**
   * A try counts as one more after this; before, it is the same one by another recipient's hand.
   */
  private static final long LEAST_MILLIS = 1000;

  /** How much longer the next wait is, if it is longer at all: tenths. */
  private static final int LONGER = 11;

  /** What in the {@link Conduct} of a session makes it one to remember. */
  static final int TOLD = Conduct.DEFERRED | Conduct.REFUSED | Conduct.UNHEARD;

  /**
   * What was found so far.
   *
   * @param shortest wait before another try, in milliseconds; {@link Long#MAX_VALUE} without any
   */
  record Told(
      long retried,
      List<Duration> intervals,
      @Nullable Boolean backsOff,
      long shortest,
      long afterRefusal,
      long duplicates) {}

  private static final class Refused {
    private long last;
    private long interval = -1;
    private boolean forGood;
    private boolean retried;
  }

  private final Map<Long, Refused> refused = bounded(MOST_RECIPIENTS);
  private final Map<Long, Boolean> unheard = bounded(MOST_MESSAGES);
  private final Deque<Long> intervals = new ArrayDeque<>();

  private long retried;
  private long shortest = Long.MAX_VALUE;
  private long longer;
  private long notLonger;
  private long afterRefusal;
  private long duplicates;

  private static <V> Map<Long, V> bounded(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
        return size() > most;
      }
    };
  }

  /**
   * Goes through a session, which takes some microseconds.
   *
   * @return whether there is something to compare the next one with
   */
  synchronized boolean take(EndedSession session) {
    boolean isUnheard = (session.conduct() & Conduct.UNHEARD) != 0;
    SentMessage[] last = new SentMessage[1];
    session.commands(
        new CommandVisitor() {
          @Override
          public void rcpt(long micros, String sender, String recipient, int code) {
            tried(key(sender, recipient), session.startedMillis() + micros / 1000, code);
          }

          @Override
          public void over(SentMessage message) {
            sent(message, session.startedMillis());
            last[0] = message;
          }
        });
    SentMessage unanswered = last[0];
    if (isUnheard && unanswered != null) {
      unheard.put(key(unanswered), true);
    }
    return !refused.isEmpty() || !unheard.isEmpty();
  }

  private void tried(long key, long millis, int code) {
    Refused before = refused.get(key);
    if (before != null && millis - before.last >= LEAST_MILLIS) {
      again(before, millis);
    }
    if (code >= 400) {
      refused(key, millis, code);
    }
  }

  private void again(Refused before, long millis) {
    if (before.forGood) {
      afterRefusal++;
      return;
    }
    long interval = millis - before.last;
    if (!before.retried) {
      before.retried = true;
      retried++;
    }
    if (before.interval >= 0) {
      if (10 * interval >= LONGER * before.interval) {
        longer++;
      } else {
        notLonger++;
      }
    }
    before.interval = interval;
    before.last = millis;
    shortest = Math.min(shortest, interval);
    intervals.addLast(interval);
    if (intervals.size() > MOST_INTERVALS) {
      intervals.removeFirst();
    }
  }

  private void refused(long key, long millis, int code) {
    Refused entry = refused.computeIfAbsent(key, k -> new Refused());
    entry.last = millis;
    entry.forGood = code >= 500;
  }

  /** The answer to a message is one to each of its recipients. */
  private void sent(SentMessage message, long started) {
    if (message.octets() > 0 && unheard.remove(key(message)) != null) {
      duplicates++;
    }
    for (String recipient : message.recipients()) {
      long key = key(message.sender(), recipient);
      if (message.code() >= 400) {
        refused(key, started + message.micros() / 1000, message.code());
      } else if (message.code() >= 200) {
        refused.remove(key);
      }
    }
  }

  private static long key(String sender, String recipient) {
    return sender.hashCode() * 0x9e3779b97f4a7c15L + recipient.hashCode();
  }

  private static long key(SentMessage message) {
    return key(message.sender(), String.join(" ", message.recipients())) * 31 + message.octets();
  }

  /** What was found so far. */
  synchronized Told told() {
    List<Duration> list = new ArrayList<>();
    intervals.forEach(millis -> list.add(Duration.ofMillis(millis)));
    return new Told(
        retried,
        list,
        longer + notLonger == 0 ? null : longer >= notLonger,
        shortest,
        afterRefusal,
        duplicates);
  }
}

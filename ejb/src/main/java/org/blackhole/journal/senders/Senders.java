// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.blackhole.journal.sessions.EndedSession;

/**
 * The clients of late, by address: when there are too many, those that were not heard of for the
 * longest time are forgotten.
 *
 * <p><b>Thread rule.</b> Safe for any thread. {@link #accept} is for event loops: it counts, and
 * waits for nobody but another session of the same client that is being counted. Transcripts, which
 * take longer, are read by one thread now and then, in {@link #catchUp}, or by whoever asks for a
 * report.
 */
public final class Senders implements Consumer<EndedSession> {

  /** Clients that are remembered. */
  public static final int MOST = 1000;

  /** So many more there may be, so that not each new one makes us look for the oldest. */
  private static final int SLACK = 250;

  private final ConcurrentHashMap<InetAddress, Sender> known = new ConcurrentHashMap<>();
  private final AtomicLong turns = new AtomicLong();
  private final AtomicBoolean forgetting = new AtomicBoolean();
  private final Backlog backlog = new Backlog();
  private final AtomicBoolean called = new AtomicBoolean();
  private volatile Runnable reader = () -> {};

  /** A session has ended. */
  @Override
  public void accept(EndedSession session) {
    InetAddress client = session.client();
    if (client != null) {
      long turn = turns.incrementAndGet();
      Sender sender = known.get(client);
      if (sender == null) {
        sender = add(client, new Sender(client.getHostAddress(), session.startedMillis(), turn));
      }
      boolean many = sender.take(session, turn, backlog);
      if (many && called.compareAndSet(false, true)) {
        reader.run();
      }
    }
  }

  private Sender add(InetAddress client, Sender made) {
    Sender there = known.putIfAbsent(client, made);
    if (there == null && known.size() > MOST + SLACK) {
      forget();
    }
    return there == null ? made : there;
  }

  private void forget() {
    if (forgetting.compareAndSet(false, true)) {
      List<Heard> kept = latest();
      long oldest = kept.get(kept.size() - 1).turn();
      known.values().removeIf(each -> each.turn() < oldest);
      forgetting.set(false);
    }
  }

  /** Who was heard of last comes first. */
  private List<Heard> latest() {
    List<Heard> all = new ArrayList<>();
    known.values().forEach(each -> all.add(new Heard(each, each.turn())));
    all.sort(Comparator.comparingLong(Heard::turn).reversed());
    return all.subList(0, Math.min(MOST, all.size()));
  }

  /** When a client was heard of last, which must not change while it is compared. */
  private record Heard(Sender sender, long turn) {}

  /**
   * Whom to tell when many transcripts wait to be read, half as many as may: once until the next
   * {@link #catchUp}, on the event loop whose session ended, so it must neither wait nor fail.
   */
  public void callWhenMany(Runnable call) {
    reader = call;
  }

  /**
   * Reads the transcripts that are left to read. To be called now and then.
   *
   * @return whether there were any
   */
  public synchronized boolean catchUp() {
    called.set(false);
    // Not for ever, however fast more come.
    for (int i = 0; i < Backlog.CAPACITY; i++) {
      Backlog.Entry entry = backlog.poll();
      if (entry == null) {
        return i > 0;
      }
      entry.sender().read(entry.session());
    }
    return true;
  }

  /** All of them, who was heard of last comes first. */
  public List<SenderReport> list() {
    catchUp();
    return latest().stream()
        .map(each -> each.sender().report())
        .sorted(
            Comparator.comparing(SenderReport::last).reversed().thenComparing(SenderReport::client))
        .toList();
  }

  /** One, by its address as the list has it. */
  public Optional<SenderReport> find(String client) {
    catchUp();
    return latest().stream()
        .map(Heard::sender)
        .filter(each -> each.client().equals(client))
        .findFirst()
        .map(Sender::report);
  }
}

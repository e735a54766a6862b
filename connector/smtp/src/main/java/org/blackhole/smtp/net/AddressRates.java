// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Holds each client to a rate of connections, in a table that never grows: of a client it keeps the
 * time until which all that it may do is used, and forgets it for another once that has passed. If
 * more clients than there are places come within that time, the one that has used least is
 * forgotten, and may begin anew. Safe for any thread, and nobody waits: of two that come at once
 * from one address, both may be let in where there was room for one.
 */
final class AddressRates {

  private static final int PLACES = 1 << 16;

  /** A client has its place among so many that stand side by side. */
  private static final int WAYS = 8;

  private static final int SETS = PLACES / WAYS;
  private static final long EMPTY = 0;

  private final LongSupplier nanoTime;
  private final long start;
  private final long burst;
  private final long each;
  private final long seed = new SecureRandom().nextLong();
  private final AtomicLongArray clients = new AtomicLongArray(PLACES);
  private final AtomicLongArray usedUntil = new AtomicLongArray(PLACES);

  AddressRates(ConnectionRate rate, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.burst = rate.every().toNanos();
    this.each = Math.max(1, burst / rate.connections());
  }

  /** Whether one more connection of this client may come now; if so it is counted. */
  boolean take(long client) {
    long known = scattered(client);
    long now = nanoTime.getAsLong() - start;
    int place = place(known, now);
    while (true) {
      long used = usedUntil.get(place);
      long next = Math.max(used, now) + each;
      if (next - now > burst) {
        return false;
      }
      if (usedUntil.compareAndSet(place, used, next)) {
        return true;
      }
    }
  }

  /** Nobody can know who shares a set; each client has its own number, as every step goes back. */
  private long scattered(long client) {
    long z = client ^ seed;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    z = z ^ (z >>> 31);
    return z == EMPTY ? 1 : z;
  }

  private int place(long client, long now) {
    int first = (int) (client & (SETS - 1)) * WAYS;
    int least = first;
    for (int place = first; place < first + WAYS; place++) {
      if (clients.get(place) == client) {
        return place;
      }
      if (usedUntil.get(place) < usedUntil.get(least)) {
        least = place;
      }
    }
    clients.set(least, client);
    usedUntil.set(least, now);
    return least;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Failed log-ins slow down per address: after three, each doubles the time in which the address is
 * turned away unheard. Nobody waits on a thread; memory is bounded. IPv6 counts by /64, what one
 * client has at the least. A right log-in makes up for failures under the same name only: who has
 * one account must not get free guesses at another. The same wrong log-in again is no further guess
 * and does not count: a script with an old password locks nobody out. Safe for any thread.
 */
final class LoginThrottle {

  private static final int FREE = 3;
  private static final int MAX_ADDRESSES = 10_000;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FORGET = Duration.ofMinutes(15);

  /** Names counted apart for an address; what else is tried counts together, and stays. */
  private static final int MAX_NAMES = 8;

  private static final int MAX_NAME = 64;
  private static final String OTHERS = "";

  private record Failures(Map<String, Integer> byName, long last, long until, String tag) {

    int count() {
      return byName.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private final LongSupplier nanoTime;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  LoginThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How long this address still has to wait; zero if it may try. */
  synchronized Duration wait(InetAddress address) {
    Failures known = recent(address);
    long rest = known == null ? 0 : known.until() - nanoTime.getAsLong();
    return rest > 0 ? Duration.ofNanos(rest) : Duration.ZERO;
  }

  /** Whether this address tried exactly this before, and failed. */
  synchronized boolean isRepeated(InetAddress address, String tag) {
    Failures known = recent(address);
    return known != null && known.tag().equals(tag);
  }

  synchronized void failed(InetAddress address, String name, String tag) {
    long now = nanoTime.getAsLong();
    Failures known = recent(address);
    Map<String, Integer> byName = known == null ? new HashMap<>() : new HashMap<>(known.byName());
    boolean apart =
        byName.containsKey(name) || (byName.size() < MAX_NAMES && name.length() <= MAX_NAME);
    byName.merge(apart ? name : OTHERS, 1, Integer::sum);
    Failures next = new Failures(Map.copyOf(byName), now, now, tag);
    Duration wait = Duration.ZERO;
    int count = next.count();
    if (count > FREE) {
      wait = FIRST.multipliedBy(1L << Math.min(count - FREE - 1, 10));
      wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
    failures.put(key(address), new Failures(next.byName(), now, now + wait.toNanos(), tag));
  }

  synchronized void succeeded(InetAddress address, String name) {
    Failures known = recent(address);
    if (known == null || name.equals(OTHERS) || !known.byName().containsKey(name)) {
      return;
    }
    Map<String, Integer> byName = new HashMap<>(known.byName());
    byName.remove(name);
    if (byName.isEmpty()) {
      failures.remove(key(address));
    } else {
      failures.put(
          key(address), new Failures(Map.copyOf(byName), known.last(), known.until(), known.tag()));
    }
  }

  synchronized int size() {
    return failures.size();
  }

  private @Nullable Failures recent(InetAddress address) {
    Failures known = failures.get(key(address));
    if (known != null && nanoTime.getAsLong() - known.last() > FORGET.toNanos()) {
      failures.remove(key(address));
      return null;
    }
    return known;
  }

  private static String key(InetAddress address) {
    byte[] octets = address.getAddress();
    return Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
  }
}

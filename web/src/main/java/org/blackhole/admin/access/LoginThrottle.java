// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Failed log-ins slow down: per address and name after three, per address after ten, whatever the
 * names; each further one doubles the time in which the log-in is turned away unheard. A right
 * log-in makes up for failures of its own name alone: who has an account gains nothing for guessing
 * at others. What an address has failed only ages. Nobody waits on a thread; memory is bounded.
 * IPv6 counts by /64, what one client has at the least. The same wrong log-in again is no further
 * guess and does not count: a script with an old password locks nobody out. Safe for any thread.
 */
final class LoginThrottle {

  private static final int FREE_PER_NAME = 3;
  private static final int FREE_PER_ADDRESS = 10;
  private static final int MAX_KEPT = 10_000;
  private static final int LONGEST_NAME = 64;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FORGET = Duration.ofMinutes(15);

  private record Failures(int count, long last, long until, String tag) {}

  private final LongSupplier nanoTime;
  private final Map<String, Failures> byName = bounded();
  private final Map<String, Failures> byAddress = bounded();

  LoginThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How long a log-in with this name still has to wait at this address; zero if it may try. */
  synchronized Duration wait(InetAddress address, String name) {
    long rest = Math.max(rest(byName, key(address, name)), rest(byAddress, key(address)));
    return rest > 0 ? Duration.ofNanos(rest) : Duration.ZERO;
  }

  /** Whether this address tried exactly this before, and failed. */
  synchronized boolean isRepeated(InetAddress address, String name, String tag) {
    Failures known = recent(byName, key(address, name));
    return known != null && known.tag().equals(tag);
  }

  synchronized void failed(InetAddress address, String name, String tag) {
    count(byName, key(address, name), FREE_PER_NAME, tag);
    count(byAddress, key(address), FREE_PER_ADDRESS, tag);
  }

  /** Forgets the failures of this name at this address, and only those. */
  synchronized void succeeded(InetAddress address, String name) {
    byName.remove(key(address, name));
  }

  synchronized int size() {
    return byName.size() + byAddress.size();
  }

  private long rest(Map<String, Failures> failures, String key) {
    Failures known = recent(failures, key);
    return known == null ? 0 : known.until() - nanoTime.getAsLong();
  }

  private void count(Map<String, Failures> failures, String key, int free, String tag) {
    long now = nanoTime.getAsLong();
    Failures known = recent(failures, key);
    int count = known == null ? 1 : known.count() + 1;
    Duration wait = Duration.ZERO;
    if (count > free) {
      wait = FIRST.multipliedBy(1L << Math.min(count - free - 1, 10));
      wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
    failures.put(key, new Failures(count, now, now + wait.toNanos(), tag));
  }

  private @Nullable Failures recent(Map<String, Failures> failures, String key) {
    Failures known = failures.get(key);
    if (known != null && nanoTime.getAsLong() - known.last() > FORGET.toNanos()) {
      failures.remove(key);
      return null;
    }
    return known;
  }

  private static Map<String, Failures> bounded() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
        return size() > MAX_KEPT;
      }
    };
  }

  private static String key(InetAddress address) {
    byte[] octets = address.getAddress();
    return Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
  }

  // No account has a longer name; whoever sends one shall not fill the memory with it.
  private static String key(InetAddress address, String name) {
    return key(address) + name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}

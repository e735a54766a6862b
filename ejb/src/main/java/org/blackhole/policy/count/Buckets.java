// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Token buckets of one size, by key. A key whose bucket is full again is forgotten. */
public final class Buckets {

  private final long size;
  private final long every;
  private final Ticker ticker;
  private final Cache<List<String>, Bucket> byKey;
  private final KeyBound bound = new KeyBound();

  Buckets(long size, Duration every, Ticker ticker) {
    this.size = size;
    this.every = every.toNanos();
    this.ticker = ticker;
    this.byKey =
        Caffeine.newBuilder()
            .expireAfterAccess(every)
            .ticker(ticker)
            .executor(Runnable::run) // no thread of its own in a container
            .build();
  }

  public long size() {
    return size;
  }

  /** Takes tokens if there are so many; else takes nothing. */
  boolean take(List<String> key, long tokens) {
    long now = ticker.read();
    Bucket bucket = byKey.get(key, k -> new Bucket(size, now));
    bound.keep(byKey);
    return bucket.take(tokens, size, every, now);
  }

  /** Puts tokens back that were taken for what was refused after all. */
  void giveBack(List<String> key, long tokens) {
    Bucket known = byKey.getIfPresent(key);
    if (known != null) {
      known.give(tokens, size);
    }
  }

  /** What is left under a key. */
  double level(List<String> key) {
    Bucket known = byKey.policy().getIfPresentQuietly(key);
    return known == null ? size : known.level(size, every, ticker.read());
  }

  /** What is left in each bucket that is not full. */
  public Map<List<String>, Double> snapshot() {
    byKey.cleanUp();
    Map<List<String>, Double> all = new TreeMap<>(Keys.ORDER);
    byKey.asMap().forEach((key, bucket) -> all.put(key, bucket.level(size, every, ticker.read())));
    return all;
  }
}

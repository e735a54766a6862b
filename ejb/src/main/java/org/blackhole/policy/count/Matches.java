// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.policy.rule.Script;

/** The matches of one rule with a script, by key. Safe for any thread. */
public final class Matches {

  private final Script script;
  private final Cache<List<String>, AtomicLong> byKey;
  private final KeyBound bound = new KeyBound();

  Matches(Script script, Ticker ticker) {
    this.script = script;
    this.byKey =
        Caffeine.newBuilder()
            .expireAfterAccess(script.forget())
            .ticker(ticker)
            .executor(Runnable::run) // no thread of its own in a container
            .build();
  }

  public Script script() {
    return script;
  }

  /** Takes note of a match; gives how many there were before. */
  long next(List<String> key) {
    AtomicLong count = byKey.get(key, k -> new AtomicLong());
    bound.keep(byKey);
    return count.getAndIncrement();
  }

  /** How many there were. */
  long soFar(List<String> key) {
    AtomicLong known = byKey.policy().getIfPresentQuietly(key);
    return known == null ? 0 : known.get();
  }

  /** All keys that are remembered, in order. */
  public Map<List<String>, Long> snapshot() {
    byKey.cleanUp();
    Map<List<String>, Long> all = new TreeMap<>(Keys.ORDER);
    byKey.asMap().forEach((key, count) -> all.put(key, count.get()));
    return all;
  }
}

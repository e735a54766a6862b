// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackhole.policy.rule.Script;

/**
 * Keeps a cache within {@link Script#MAX_KEYS}: those that were not used for longest go. A maximum
 * of the cache's own would let go of new keys first, which are what a script counts. Safe for any
 * thread; one at a time trims, the others go on.
 */
final class KeyBound {

  private static final int AT_ONCE = Script.MAX_KEYS / 100;

  private final AtomicBoolean trimming = new AtomicBoolean();

  void keep(Cache<List<String>, ?> cache) {
    if (cache.estimatedSize() <= Script.MAX_KEYS || !trimming.compareAndSet(false, true)) {
      return;
    }
    try {
      cache
          .policy()
          .expireAfterAccess()
          .ifPresent(policy -> cache.invalidateAll(policy.oldest(AT_ONCE).keySet()));
    } finally {
      trimming.set(false);
    }
  }
}

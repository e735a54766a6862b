// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.blackhole.policy.rule.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What one limit keeps. Safe for any thread.
 *
 * @param caps of sessions open at once, or null
 * @param sessions of sessions over time, or null
 * @param messages null if there is no such limit
 * @param recipients null if there is no such limit
 * @param octets null if there is no such limit
 */
public record Allowance(
    Limit limit,
    @Nullable Caps caps,
    @Nullable Buckets sessions,
    @Nullable Buckets messages,
    @Nullable Buckets recipients,
    @Nullable Buckets octets) {

  static Allowance of(Limit limit, Ticker ticker) {
    Duration every = limit.every();
    return new Allowance(
        limit,
        every == null && limit.sessions() > 0 ? new Caps(limit.sessions()) : null,
        buckets(limit.sessions(), every, ticker),
        buckets(limit.messages(), every, ticker),
        buckets(limit.recipients(), every, ticker),
        buckets(limit.octets(), every, ticker));
  }

  private static @Nullable Buckets buckets(long size, @Nullable Duration every, Ticker ticker) {
    return size == 0 || every == null ? null : new Buckets(size, every, ticker);
  }

  /** The same, with the sessions that another knows to be open. */
  Allowance goingOnFrom(Allowance before) {
    return caps == null || before.caps == null
        ? this
        : new Allowance(
            limit, before.caps.resized(caps.size()), sessions, messages, recipients, octets);
  }

  /** The same counts with another answer. */
  Allowance with(Limit other) {
    return new Allowance(other, caps, sessions, messages, recipients, octets);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.policy.rule.Limit;
import org.blackhole.policy.rule.Rule;
import org.blackhole.smtp.api.DurationRange;
import org.jspecify.annotations.Nullable;

/**
 * A policy as its user wrote it, with defaults filled in. Immutable.
 *
 * @param delay before the answer to a complete message
 * @param switches whether the switches in a message count, on listeners without mode and delay of
 *     their own
 * @param seed of all chance; null to have one drawn
 * @param listeners by name, in the order written
 * @param limits asked in this order, before the rules
 * @param rules the first that matches at a stage decides it
 */
public record PolicyDocument(
    ModeSetting mode,
    DurationRange delay,
    boolean switches,
    @Nullable Long seed,
    Map<String, ListenerPolicy> listeners,
    List<Limit> limits,
    List<Rule> rules) {

  /** The longest delay of an answer. */
  public static final Duration MAX_DELAY = Duration.ofSeconds(60);

  /** Out of the box: every message is accepted at once. */
  public static final PolicyDocument DEFAULT =
      new PolicyDocument(ModeSetting.ACCEPT, DurationRange.ZERO, true, null, Map.of());

  /**
   * @throws IllegalArgumentException if the delay is over {@link #MAX_DELAY}
   */
  public PolicyDocument {
    requireShort(delay);
    listeners = Collections.unmodifiableMap(new LinkedHashMap<>(listeners));
    limits = List.copyOf(limits);
    rules = List.copyOf(rules);
  }

  /** One without limits and rules. */
  public PolicyDocument(
      ModeSetting mode,
      DurationRange delay,
      boolean switches,
      @Nullable Long seed,
      Map<String, ListenerPolicy> listeners) {
    this(mode, delay, switches, seed, listeners, List.of(), List.of());
  }

  public PolicyDocument withMode(ModeSetting mode) {
    return new PolicyDocument(mode, delay, switches, seed, listeners, limits, rules);
  }

  public PolicyDocument withDelay(DurationRange delay) {
    return new PolicyDocument(mode, delay, switches, seed, listeners, limits, rules);
  }

  public PolicyDocument withSeed(@Nullable Long seed) {
    return new PolicyDocument(mode, delay, switches, seed, listeners, limits, rules);
  }

  static void requireShort(DurationRange delay) {
    if (delay.max().compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException("a delay is at most 60s");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.blackhole.policy.chance.Chance;
import org.blackhole.smtp.api.ListenerInfo;
import org.jspecify.annotations.Nullable;

/**
 * A policy made ready for sessions, or the reasons why there is none. Immutable but for a cache;
 * safe for any thread.
 */
public final class CompiledPolicy {

  // Listeners come and go with their settings; beyond this many the cache is not worth its memory.
  private static final int MAX_CACHED = 1000;

  private final @Nullable Revision revision;
  private final List<String> faults;
  private final Chance chance;
  private final ConcurrentHashMap<ListenerInfo, Terms> terms = new ConcurrentHashMap<>();

  private CompiledPolicy(@Nullable Revision revision, List<String> faults, Chance chance) {
    this.revision = revision;
    this.faults = List.copyOf(faults);
    this.chance = chance;
  }

  static CompiledPolicy of(Revision revision, Chance chance) {
    return new CompiledPolicy(revision, List.of(), chance);
  }

  static CompiledPolicy unreadable(List<String> faults) {
    return new CompiledPolicy(null, faults, new Chance(Chance.draw(), 0));
  }

  /** The revision it was made from; empty if there is no policy that can be read. */
  public Optional<Revision> revision() {
    return Optional.ofNullable(revision);
  }

  /** Why there is no policy, each a sentence for the user; empty if there is one. */
  public List<String> faults() {
    return faults;
  }

  /** The seed of all chance, given or drawn. */
  public long seed() {
    return chance.seed();
  }

  Chance chance() {
    return chance;
  }

  /** What it comes to on this listener. */
  Terms on(ListenerInfo listener) {
    if (revision == null) {
      return Terms.MISCONFIGURED;
    }
    Terms known = terms.get(listener);
    if (known != null) {
      return known;
    }
    Terms made = Terms.of(revision.document(), listener);
    if (terms.size() < MAX_CACHED) {
      terms.put(listener, made);
    }
    return made;
  }
}

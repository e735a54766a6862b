// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.blackhole.policy.chance.Chance;
import org.blackhole.policy.count.Counts;
import org.blackhole.smtp.api.ListenerInfo;
import org.jspecify.annotations.Nullable;

/**
 * A policy made ready for sessions, or the reasons why there is none. Immutable but for a cache;
 * safe for any thread.
 */
public final class CompiledPolicy {

  // Listeners come and go with their settings; beyond this many the cache is not worth its memory.
  private static final int MAX_CACHED = 1000;
  // Some of the listeners known may be gone, and a change is not to wait for all that ever were.
  private static final int MAX_PREPARED = 64;

  private final @Nullable Revision revision;
  private final List<String> faults;
  private final Chance chance;
  private final Counts counts;
  private final ConcurrentHashMap<ListenerInfo, Terms> terms;

  private CompiledPolicy(
      @Nullable Revision revision,
      List<String> faults,
      Chance chance,
      Counts counts,
      ConcurrentHashMap<ListenerInfo, Terms> terms) {
    this.revision = revision;
    this.faults = List.copyOf(faults);
    this.chance = chance;
    this.counts = counts;
    this.terms = terms;
  }

  private CompiledPolicy(
      @Nullable Revision revision, List<String> faults, Chance chance, Counts counts) {
    this(revision, faults, chance, counts, new ConcurrentHashMap<>());
  }

  /** The first one: everything counts from zero. */
  static CompiledPolicy of(Revision revision, Ticker ticker) {
    return new CompiledPolicy(
        revision, List.of(), new Chance(revision.seed(), 0), counts(revision, Counts.none(ticker)));
  }

  static CompiledPolicy unreadable(List<String> faults, Ticker ticker) {
    return new CompiledPolicy(null, faults, new Chance(Chance.draw(), 0), Counts.none(ticker));
  }

  /** The next one: what counts as it did goes on. */
  CompiledPolicy next(Revision next, Chance chance) {
    return new CompiledPolicy(next, List.of(), chance, counts(next, counts));
  }

  /** The same with all counts at zero. */
  CompiledPolicy fresh(Chance chance) {
    PolicyDocument document = revision == null ? PolicyDocument.DEFAULT : revision.document();
    return new CompiledPolicy(
        revision, faults, chance, counts.fresh(document.rules(), document.limits()));
  }

  /** Makes it ready for the listeners that another has met, so that no session has to wait. */
  CompiledPolicy preparedFor(CompiledPolicy before) {
    before.terms.keySet().stream().limit(MAX_PREPARED).forEach(this::on);
    return this;
  }

  /** The same, all that is ready included, with other chance. */
  CompiledPolicy with(Chance other) {
    return new CompiledPolicy(revision, faults, other, counts, terms);
  }

  private static Counts counts(Revision revision, Counts before) {
    return before.next(revision.document().rules(), revision.document().limits());
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

  /** What its scripts and limits have counted. */
  public Counts counts() {
    return counts;
  }

  Chance chance() {
    return chance;
  }

  /** Whether a session of this listener begins without delay. */
  boolean isReadyFor(ListenerInfo listener) {
    return terms.containsKey(listener);
  }

  /** What it comes to on this listener. */
  Terms on(ListenerInfo listener) {
    Terms known = terms.get(listener);
    if (known != null) {
      return known;
    }
    Terms made =
        revision == null ? Terms.MISCONFIGURED : Terms.of(revision.document(), counts, listener);
    if (terms.size() < MAX_CACHED) {
      terms.put(listener, made);
    }
    return made;
  }
}

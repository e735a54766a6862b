// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.blackhole.admin.problem.Fields;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.PolicyKeeper;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionHistory;
import org.jspecify.annotations.Nullable;

/** A policy whose revisions are kept in a list, which can go away. */
public final class KeptPolicy implements PolicyKeeper, RevisionHistory, AutoCloseable {

  /** When everything happens here. */
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Revision> kept = new ArrayList<>();
  private final PolicyInForce inForce;
  private boolean away;

  public KeptPolicy() {
    Revision first = Revision.first(PolicyDocument.DEFAULT, NOW, "blackhole", "first start");
    kept.add(first);
    this.inForce = new PolicyInForce(first, this, timer, InstantSource.fixed(NOW));
  }

  public PolicyInForce inForce() {
    return inForce;
  }

  public PolicyChanges changes() {
    return new PolicyChanges(inForce);
  }

  Revisions revisions() {
    return new Revisions(inForce, this);
  }

  public Revision current() {
    return inForce.revision().orElseThrow();
  }

  public void goAway() {
    away = true;
  }

  /** As after a start from a file while the list was away. */
  void forget(long number) {
    kept.removeIf(revision -> revision.number() == number);
  }

  /** What a request brings in its query, as the account vera. */
  static ChangeTerms terms(@Nullable String lifetime, @Nullable String why) {
    return new ChangeTerms(null, lifetime, why, new NamedSecurity("vera"));
  }

  /** Nothing in the query, but perhaps a condition. */
  static ChangeTerms terms(@Nullable String ifMatch) {
    return new ChangeTerms(ifMatch, null, null, new NamedSecurity("vera"));
  }

  /** A body. */
  public static Fields body(String json) {
    return new Fields(json(json));
  }

  public static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  @Override
  public void keep(Revision revision) throws IOException {
    requireThere();
    kept.add(revision);
  }

  @Override
  public List<Revision> newest(long before, int limit) throws IOException {
    requireThere();
    return kept.stream()
        .filter(revision -> revision.number() < before)
        .sorted((a, b) -> Long.compare(b.number(), a.number()))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Revision> find(long number) throws IOException {
    requireThere();
    return kept.stream().filter(revision -> revision.number() == number).findFirst();
  }

  @Override
  public void close() {
    inForce.close();
    timer.shutdownNow();
  }

  private void requireThere() throws IOException {
    if (away) {
      throw new IOException("the database is away");
    }
  }
}

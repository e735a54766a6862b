// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Instant;
import java.util.Map;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.jspecify.annotations.Nullable;

/** Documents and policies in force for tests. */
public final class Policies {

  static final PolicyDocument ACCEPT = PolicyDocument.DEFAULT.withSeed(1L);

  private Policies() {}

  static PolicyDocument mode(Mode mode) {
    return ACCEPT.withMode(ModeSetting.of(mode));
  }

  static PolicyDocument delay(String delay) {
    return ACCEPT.withDelay(DurationRange.parse(delay));
  }

  static PolicyDocument listener(PolicyDocument document, ListenerPolicy mx) {
    return new PolicyDocument(
        document.mode(), document.delay(), document.switches(), document.seed(), Map.of("mx", mx));
  }

  static PolicyDocument switches(PolicyDocument document, boolean switches) {
    return new PolicyDocument(
        document.mode(), document.delay(), switches, document.seed(), document.listeners());
  }

  static ListenerPolicy own(
      @Nullable Mode mode, @Nullable String delay, @Nullable Boolean switches) {
    return new ListenerPolicy(
        mode == null ? null : ModeSetting.of(mode),
        delay == null ? null : DurationRange.parse(delay),
        switches);
  }

  public static PolicyInForce inForce(PolicyDocument document) {
    return inForce(document, new ManualTimer());
  }

  static PolicyInForce inForce(PolicyDocument document, ManualTimer timer) {
    return inForce(document, timer, revision -> {});
  }

  static PolicyInForce inForce(PolicyDocument document, ManualTimer timer, PolicyKeeper keeper) {
    return new PolicyInForce(first(document), keeper, timer, timer);
  }

  static Revision first(PolicyDocument document) {
    return Revision.first(document, Instant.parse("2026-11-01T12:00:00Z"), "test", "");
  }
}

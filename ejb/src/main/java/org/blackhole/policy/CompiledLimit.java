// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.blackhole.policy.count.Allowance;
import org.blackhole.policy.count.Buckets;
import org.blackhole.policy.count.Caps;
import org.blackhole.policy.count.Ledger;
import org.blackhole.policy.mode.Wording;
import org.blackhole.policy.rule.Field;
import org.blackhole.policy.rule.Per;
import org.blackhole.policy.rule.Scene;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A limit made ready for one stage.
 *
 * @param caps of sessions open at once, or null
 * @param buckets of what this stage takes, or null
 */
record CompiledLimit(
    String name,
    List<Per> per,
    @Nullable Caps caps,
    @Nullable Buckets buckets,
    CompiledAction then) {

  /** What was taken, to be given back or left. */
  record Taken(
      Ledger ledger,
      @Nullable Caps caps,
      @Nullable Buckets buckets,
      List<String> key,
      long tokens) {

    void undo() {
      if (caps != null) {
        ledger.leave(caps, key);
      } else if (buckets != null) {
        ledger.giveBack(buckets, key, tokens);
      }
    }
  }

  /** What of a limit is asked at this stage; null if nothing is. */
  static @Nullable CompiledLimit of(Allowance allowance, Stage stage, Wording wording) {
    Caps caps = stage == Stage.CONNECT ? allowance.caps() : null;
    Buckets buckets =
        switch (stage) {
          case CONNECT -> allowance.sessions();
          case MAIL -> allowance.messages();
          case RCPT -> allowance.recipients();
          case MESSAGE -> allowance.octets();
          default -> null;
        };
    if (caps == null && buckets == null) {
      return null;
    }
    String name = allowance.limit().name();
    return new CompiledLimit(
        name,
        allowance.limit().per(),
        caps,
        buckets,
        CompiledAction.of(allowance.limit().then(), name, stage, wording));
  }

  /**
   * Takes all that is wanted, or nothing.
   *
   * @param tokens octets of the message, else 1
   * @return whether it was there to be taken
   */
  boolean take(Scene scene, Ledger ledger, long tokens, List<Taken> taken) {
    List<Taken> mine = new ArrayList<>();
    for (List<String> key : keys(scene)) {
      if (!take(ledger, key, tokens)) {
        mine.forEach(Taken::undo);
        return false;
      }
      mine.add(new Taken(ledger, caps, buckets, key, tokens));
    }
    taken.addAll(mine);
    return true;
  }

  private boolean take(Ledger ledger, List<String> key, long tokens) {
    if (caps != null) {
      return ledger.enter(name, caps, key);
    }
    return buckets == null || ledger.take(name, buckets, key, tokens);
  }

  /** A message counts for each of its recipients, or of their domains, once. */
  private Set<List<String>> keys(Scene scene) {
    boolean each = per.contains(Per.RECIPIENT) || per.contains(Per.RECIPIENT_DOMAIN);
    Envelope envelope = scene.envelope();
    if (!each
        || envelope == null
        || scene.stage() == Stage.RCPT
        || scene.count(Field.RECIPIENT) < 2) {
      return Set.of(Per.key(per, scene));
    }
    Set<List<String>> keys = new LinkedHashSet<>();
    for (Recipient recipient : envelope.recipients()) {
      keys.add(Per.key(per, scene, recipient));
    }
    return keys;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.blackhole.policy.chance.Delay;
import org.blackhole.policy.mode.Answers;
import org.blackhole.policy.mode.Wording;
import org.blackhole.policy.rule.Scene;
import org.blackhole.smtp.api.FieldVisitor;
import org.blackhole.smtp.api.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a header section, in one pass, the switches and the fields that rules look at. Of a
 * switch that is there twice the first counts. For the session's thread.
 */
final class HeaderReader implements FieldVisitor {

  private final Scene scene;

  private WantedFields wanted = WantedFields.NONE;
  private Wording wording = Wording.OWN;
  private boolean modeSeen;
  private boolean delaySeen;
  private @Nullable Answers mode;
  private @Nullable Delay delay;

  HeaderReader(Scene scene) {
    this.scene = scene;
  }

  void read(Headers headers, Terms terms) {
    forget();
    wanted = terms.fields();
    wording = terms.wording();
    if (!wanted.isEmpty()) {
      headers.forEach(wanted.names(), this);
    }
  }

  @Override
  public void field(int name, String value) {
    if (name < wanted.kept()) {
      scene.keep(wanted.names().name(name), value);
    }
    if (name == wanted.mode() && !modeSeen) {
      modeSeen = true;
      mode = Switches.mode(value, wording);
    }
    if (name == wanted.delay() && !delaySeen) {
      delaySeen = true;
      delay = Switches.delay(value);
    }
  }

  /** The message that was read is over. */
  void forget() {
    modeSeen = false;
    delaySeen = false;
    mode = null;
    delay = null;
  }

  /** What the message asks for by its switch, or null. */
  @Nullable Answers mode() {
    return mode;
  }

  /** Likewise. */
  @Nullable Delay delay() {
    return delay;
  }
}

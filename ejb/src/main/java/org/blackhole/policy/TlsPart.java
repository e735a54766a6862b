// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.blackhole.policy.rule.Scene;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The stage {@code tls} of a session. Its rules are asked once, before the handshake; one that
 * looks at the server name lets those that follow wait for the ClientHello. For the session's
 * thread.
 */
final class TlsPart {

  private static final int NOT_ASKED = -2;
  private static final int DONE = -1;

  private final Scene scene;
  private final Judge judge;

  // NOT_ASKED, DONE, or the rule to go on with once the ClientHello is there.
  private int next = NOT_ASKED;
  private @Nullable Ruling decided;

  TlsPart(Scene scene, Judge judge) {
    this.scene = scene;
    this.judge = judge;
  }

  Verdict onStartTls(Terms terms, Peer peer) {
    ask(terms, peer, null, 0);
    Ruling ruling = decided;
    if (ruling == null || isForHandshake(ruling)) {
      return Verdict.proceed();
    }
    next = NOT_ASKED; // it may be asked again
    decided = null;
    return judge.collect(ruling.verdict(), Math.max(0, ruling.delay()));
  }

  // To close, reset or hang is what goes wrong with a handshake, so STARTTLS has its 220 before.
  private static boolean isForHandshake(Ruling ruling) {
    return ruling.handshake() != null || ruling.verdict().action() == Verdict.Action.PROCEED;
  }

  Handshake onHandshake(Terms terms, Peer peer, @Nullable ClientHello hello) {
    if (hello != null) {
      ask(terms, peer, hello, Math.max(0, next));
    } else if (next == NOT_ASKED) {
      ask(terms, peer, null, 0);
    }
    if (next >= 0) {
      return Handshake.afterHello();
    }
    Ruling ruling = decided;
    next = NOT_ASKED;
    if (ruling == null) {
      return judge.collect(Handshake.usual(), 0);
    }
    Handshake handshake = ruling.handshake();
    return judge.collect(
        handshake == null ? Handshake.usual() : handshake, Math.max(0, ruling.delay()));
  }

  /** The handshake is done: what could not be said before it is said now. */
  Verdict onTls() {
    Ruling ruling = decided;
    decided = null;
    boolean unsaid = ruling != null && ruling.verdict().reply() != null;
    return judge.collect(unsaid && ruling != null ? ruling.verdict() : Verdict.proceed(), 0);
  }

  private void ask(Terms terms, Peer peer, @Nullable ClientHello hello, int first) {
    scene.enterTls(peer, hello);
    decided = judge.judgeFrom(terms, first);
    next = judge.deferredAt() >= 0 ? judge.deferredAt() : DONE;
  }
}

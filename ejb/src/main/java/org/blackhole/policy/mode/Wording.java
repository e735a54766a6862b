// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.mode;

import java.util.Map;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Reply;

/** In whose words a listener refuses. */
public enum Wording {
  /** Ours, with enhanced codes; a server that is away is so from the greeting on. */
  OWN,
  /** Those of the original server, in short; it takes every message before it refuses. */
  KURA;

  private static final Map<Integer, String> SHORT =
      Map.ofEntries(
          Map.entry(450, "mailbox unavailable"),
          Map.entry(451, "local error in processing"),
          Map.entry(452, "insufficient system storage"),
          Map.entry(454, "TLS not available"),
          Map.entry(458, "unable to queue message"),
          Map.entry(459, "not allowed, unknown reason"),
          Map.entry(521, "machine does not accept mail"),
          Map.entry(534, "mechanism too weak"),
          Map.entry(550, "mailbox unavailable"),
          Map.entry(551, "user not local"),
          Map.entry(552, "exceeded storage allocation"),
          Map.entry(553, "mailbox name not allowed"),
          Map.entry(554, "transaction failed"),
          Map.entry(571, "blocked"));

  /** That of a listener. */
  public static Wording of(ListenerInfo listener) {
    return "kura".equals(listener.options().get("compat")) ? KURA : OWN;
  }

  /** Whether a server that is away says so in place of the greeting. */
  public boolean refusesAtConnect() {
    return this == OWN;
  }

  /** What this code refuses with. */
  public Reply refusal(int code) {
    Reply own = ReplyTable.refusal(code);
    return this == OWN ? own : Reply.of(code, SHORT.getOrDefault(code, own.lines().get(0)));
  }
}

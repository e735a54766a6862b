// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message was answered.
 *
 * @param session the id of its session
 * @param sender the reverse-path; empty for the null one
 * @param recipients how many were accepted
 * @param octets of content
 * @param code of the answer
 * @param rule of the policy that decided, if one did
 */
public record MessageEvent(
    String session,
    Instant at,
    String listener,
    String client,
    String sender,
    int recipients,
    long octets,
    int code,
    @Nullable String rule)
    implements Event {

  @Override
  public EventType type() {
    return EventType.MESSAGE;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets and a cap, each of a size that is 0 where there is none. Immutable.
 *
 * @param per what they are kept by; empty is one for all
 * @param sessions at connect; without {@code every}, how many may be open at once
 * @param messages at MAIL
 * @param recipients at RCPT
 * @param octets of complete messages
 * @param every the time in which an empty bucket fills; null without buckets
 * @param then what is done once it is empty
 * @param source the JSON that the user wrote
 */
public record Limit(
    String name,
    List<Per> per,
    long sessions,
    long messages,
    long recipients,
    long octets,
    @Nullable Duration every,
    Action then,
    String source) {

  public Limit {
    per = List.copyOf(per);
  }

  /** Whether two count alike: a change of the answer alone starts nothing over. */
  public boolean countsLike(Limit other) {
    return name.equals(other.name)
        && per.equals(other.per)
        && sessions == other.sessions
        && messages == other.messages
        && recipients == other.recipients
        && octets == other.octets
        && Objects.equals(every, other.every);
  }
}

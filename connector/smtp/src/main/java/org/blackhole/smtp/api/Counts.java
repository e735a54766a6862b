// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Collections;
import java.util.Map;

/**
 * What a listener counted since it was made; a snapshot.
 *
 * @param sessions connections taken, those refused included
 * @param live sessions open now
 * @param messages messages answered with 2yz
 * @param refused messages whose content was complete and which were not answered so
 * @param recipients recipients accepted
 * @param octetsIn octets received, as on the connection after decryption
 * @param octetsOut octets sent, likewise
 * @param replies replies by code
 * @param stages replies by stage and code; unknown commands and the like under {@link Stage#OTHER}
 * @param extensions uses of an extension by keyword; PIPELINING counts sessions, SIZE and the like
 *     the transactions that gave the parameter, STARTTLS and AUTH the successful ones
 * @param handshakes TLS handshakes done, by version
 * @param handshakesFailed TLS handshakes that failed
 * @param latencies how long clients waited for the answers to their messages; of messages whose
 *     connection ended without one there is none
 */
public record Counts(
    long sessions,
    long live,
    long messages,
    long refused,
    long recipients,
    long octetsIn,
    long octetsOut,
    Map<Integer, Long> replies,
    Map<Stage, Map<Integer, Long>> stages,
    Map<String, Long> extensions,
    Map<String, Long> handshakes,
    long handshakesFailed,
    Latencies latencies) {

  public Counts {
    replies = Collections.unmodifiableMap(replies);
    stages = Collections.unmodifiableMap(stages);
    extensions = Collections.unmodifiableMap(extensions);
    handshakes = Collections.unmodifiableMap(handshakes);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail transaction of a session, as its transcript tells.
 *
 * @param micros when MAIL came, since the session began
 * @param sender the reverse path, empty for the null one
 * @param recipients those accepted, 100 at most
 * @param octets of content, 0 if none came
 * @param code the answer to the message, or to that at which the transaction ended; 0 if there was
 *     none
 * @param rule what decided that answer, or null
 */
public record SentMessage(
    long micros,
    String sender,
    List<String> recipients,
    long octets,
    int code,
    @Nullable String rule) {

  public SentMessage {
    recipients = List.copyOf(recipients);
  }
}

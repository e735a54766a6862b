// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.List;

/**
 * All that is kept of a session; a snapshot.
 *
 * @param transactions as far as the transcript reaches
 * @param truncated whether the transcript leaves something out
 */
public record SessionDetail(
    SessionSummary summary,
    List<SentMessage> transactions,
    List<TranscriptLine> transcript,
    boolean truncated) {

  public SessionDetail {
    transactions = List.copyOf(transactions);
    transcript = List.copyOf(transcript);
  }
}

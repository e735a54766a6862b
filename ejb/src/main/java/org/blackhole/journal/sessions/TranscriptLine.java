// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

/**
 * A line of a transcript.
 *
 * @param micros since the session began
 * @param text on one line, of characters that show
 */
public record TranscriptLine(long micros, From from, String text) {

  /** Who said it. */
  public enum From {
    CLIENT("C"),
    SERVER("S"),
    /** Nobody: a remark. */
    NOTE("-");

    private final String label;

    From(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.charset.StandardCharsets;
import org.blackhole.smtp.api.Reply;

/**
 * {@code 250 2.0.0 OK: queued as <session.ordinal@hostname>}: the one reply that differs from
 * message to message, written without making objects. For one listener; safe for any thread.
 */
public final class QueuedReply {

  private static final byte[] PREFIX =
      "250 2.0.0 OK: queued as <".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_SESSION = 64;

  private final byte[] suffix;

  public QueuedReply(String hostname) {
    // The hostname goes through the same check as any reply's text.
    this.suffix =
        ("@" + Reply.of(250, hostname).lines().get(0) + ">\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** Octets that {@link #write} needs at most. */
  public int maxLength() {
    return PREFIX.length + MAX_SESSION + 1 + 10 + suffix.length;
  }

  /**
   * Writes the reply.
   *
   * @param session what identifies the session, in ASCII, 64 characters at most
   * @param ordinal of the message in its session, from 1
   * @param out takes it from index 0 on
   * @return its length
   */
  public int write(String session, int ordinal, byte[] out) {
    System.arraycopy(PREFIX, 0, out, 0, PREFIX.length);
    int at = PREFIX.length;
    for (int i = 0; i < session.length(); i++) {
      out[at++] = (byte) session.charAt(i);
    }
    out[at++] = '.';
    int digits = 1;
    for (int rest = ordinal / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int rest = ordinal;
    for (int i = at + digits - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at += digits;
    System.arraycopy(suffix, 0, out, at, suffix.length);
    return at + suffix.length;
  }
}

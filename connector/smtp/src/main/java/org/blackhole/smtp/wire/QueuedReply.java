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
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] suffix;

  public QueuedReply(String hostname) {
    // The hostname goes through the same check as any reply's text.
    this.suffix =
        ("@" + Reply.of(250, hostname).lines().get(0) + ">\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** Octets that {@link #write} needs at most. */
  public int maxLength() {
    return PREFIX.length + 16 + 1 + 10 + suffix.length;
  }

  /**
   * Writes the reply.
   *
   * @param session the session's number, shown as 16 hexadecimal digits
   * @param ordinal of the message in its session, from 1
   * @param out takes it from index 0 on
   * @return its length
   */
  public int write(long session, int ordinal, byte[] out) {
    System.arraycopy(PREFIX, 0, out, 0, PREFIX.length);
    int at = PREFIX.length;
    for (int shift = 60; shift >= 0; shift -= 4) {
      out[at++] = HEX[(int) (session >>> shift) & 15];
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

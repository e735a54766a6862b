// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

/** How a client behaved in a session, as bits of a number. */
public final class Conduct {

  /** Verbs in upper case, in lower case, in both. */
  public static final int UPPER = 1;

  public static final int LOWER = 1 << 1;
  public static final int MIXED = 1 << 2;

  /** Commands without waiting for answers. */
  public static final int PIPELINED = 1 << 3;

  /** Octets before the greeting. */
  public static final int EARLY_TALK = 1 << 4;

  /** A request of HTTP. */
  public static final int HTTP = 1 << 5;

  /** A TLS handshake that failed. */
  public static final int TLS_FAILED = 1 << 6;

  /** We said 421. */
  public static final int HEARD_421 = 1 << 7;

  /** It went on after our last word, and not with QUIT. */
  public static final int SPOKE_ON = 1 << 8;

  /** Something was answered 4yz. */
  public static final int DEFERRED = 1 << 9;

  /** Something was answered 5yz. */
  public static final int REFUSED = 1 << 10;

  /** A SIZE was declared and held. */
  public static final int SIZE_KEPT = 1 << 11;

  /** More came than was declared, or than is taken. */
  public static final int SIZE_BROKEN = 1 << 12;

  /** EHLO or LHLO. */
  public static final int EXTENDED = 1 << 13;

  /** A message was complete and got no answer. */
  public static final int UNHEARD = 1 << 14;

  private Conduct() {}

  /** The case of MAIL or RCPT; 0 of another line. */
  static int caseOf(byte[] line, int length) {
    int first = length < 4 ? 0 : line[0] | 0x20;
    if (first != 'm' && first != 'r') {
      return 0;
    }
    int all = line[0] & line[1] & line[2] & line[3] & 0x20;
    int any = (line[0] | line[1] | line[2] | line[3]) & 0x20;
    return any == 0 ? UPPER : all != 0 ? LOWER : MIXED;
  }
}

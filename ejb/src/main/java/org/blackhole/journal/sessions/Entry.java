// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

/** The kinds of entries in a transcript, as {@link Script} codes them. */
final class Entry {

  /** A line of the client: its octets. */
  static final int CLIENT = 0;

  /** The beginning of a long line of the client: how long it was, then its octets. */
  static final int CLIENT_CUT = 1;

  /** A reply: the number of a phrase. */
  static final int SERVER_PHRASE = 2;

  /** A reply: its octets. */
  static final int SERVER = 3;

  /** The usual 250 to a message: which message of the session. */
  static final int QUEUED = 4;

  /** Content: how many octets. */
  static final int CONTENT = 5;

  /** Content that was broken off: how many octets had come. */
  static final int CONTENT_CUT = 6;

  /** A rule acted: its name. */
  static final int RULE = 7;

  /** A mode answered: the rule by which, then the mode. */
  static final int MODE = 8;

  /** TLS is there: 0, as the facts are the session's. */
  static final int TLS = 9;

  /** Something in words. */
  static final int NOTE = 10;

  /** So many entries are left out. */
  static final int GAP = 11;

  private Entry() {}
}

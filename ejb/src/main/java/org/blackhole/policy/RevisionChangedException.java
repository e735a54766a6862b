// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

/** A change was made for a revision that is in force no more. */
public final class RevisionChangedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long current;

  RevisionChangedException(long expected, long current) {
    super("The policy is at revision " + current + ", not " + expected);
    this.current = current;
  }

  /** The revision in force. */
  public long current() {
    return current;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.session;

import org.blackhole.smtp.api.ContentInterest;

/** Who says what is answered. */
public enum Judge {
  /** Nobody: all mail is taken, and nobody looks at it. */
  NOBODY(ContentInterest.NONE),
  /** A policy of 100 rules of all kinds, none of which matches. */
  NONE_OF_100(ContentInterest.HEADERS),
  /** The same, but for the last, which takes each message when it is complete. */
  LAST_OF_100(ContentInterest.HEADERS);

  private final ContentInterest content;

  Judge(ContentInterest content) {
    this.content = content;
  }

  ContentInterest content() {
    return content;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.io.IOException;
import java.io.InputStream;

/** A message that was received whole (RFC 5321 3.3). To be used by one thread at a time. */
public interface Mail {

  /** Sender, recipients, parameters and client; it may be kept. */
  Envelope envelope();

  /** Octets of content, line ends included (RFC 1870). */
  long size();

  /**
   * The header section (RFC 5322 2.2). Unlike those of a session, values have their encoded words
   * decoded (RFC 2047); they may be kept.
   */
  Headers headers();

  /**
   * The content, header section included, as it was sent, without doubled dots. Each call gives a
   * stream of its own, from the beginning.
   *
   * @throws IOException if the content cannot be read, or if the call that the mail came by is over
   */
  InputStream content() throws IOException;

  /**
   * The trace field to put in front of the content where the message is kept or sent on (RFC 5321
   * 4.4): {@code Received:}, folded, with its last line end.
   */
  String received();
}

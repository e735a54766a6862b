// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.List;
import java.util.Map;

/**
 * One mail transaction (RFC 5321 3.3): reverse path, recipients, parameters. It grows while the
 * transaction goes on and does not change after it; to be read on the session's thread until then,
 * by any thread later.
 */
public interface Envelope {

  Peer peer();

  /** Which transaction of its session this is, counted from 1. */
  int ordinal();

  /**
   * The identifier given to the client in the {@code 250} to the message, without angle brackets.
   */
  String id();

  /** The reverse path; {@link Address#NULL} for {@code <>}. */
  Address sender();

  /**
   * The parameters of MAIL, keywords in upper case, values as sent, empty where a keyword stood
   * alone.
   */
  Map<String, String> parameters();

  /** The SIZE declared at MAIL in octets (RFC 1870), or -1. */
  long declaredSize();

  /**
   * What a client that is trusted said by XFORWARD about whom it forwards for: attributes in upper
   * case, such as {@code ADDR}, values decoded; one that the client said to be unavailable is not
   * there. Empty where nothing was said.
   */
  Map<String, String> forwarded();

  /** The recipients accepted so far, in order. A view. */
  List<Recipient> recipients();
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Locale;

/** How a listener begins to talk. */
public enum Scheme {
  /** Plain, with STARTTLS where set (RFC 5321, RFC 3207). */
  SMTP,
  /** TLS from the first octet (RFC 8314). */
  SMTPS,
  /** Plain LMTP, with STARTTLS where set (RFC 2033). */
  LMTP;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As in a listener's URI: lower case. */
  public String label() {
    return label;
  }
}

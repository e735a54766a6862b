// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Locale;

/** Whether STARTTLS is to be had on a plain listener (RFC 3207). */
public enum StartTls {
  /** Offered. */
  OPTIONAL,
  /** Offered, and MAIL before it is refused with {@code 530 5.7.0}. */
  REQUIRED,
  /** Not offered. */
  OFF;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As in settings: lower case. */
  public String label() {
    return label;
  }
}

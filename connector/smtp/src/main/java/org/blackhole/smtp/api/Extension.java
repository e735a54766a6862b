// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Arrays;
import java.util.List;

/**
 * The service extensions of this server, in the order in which EHLO lists them, and the commands
 * that it lists with them. Each can be hidden, by a listener or by {@link Conversation#hidden}.
 */
public enum Extension {
  /** RFC 2920. */
  PIPELINING("PIPELINING"),
  /** RFC 1870. */
  SIZE("SIZE"),
  /** RFC 6152. */
  EIGHT_BIT_MIME("8BITMIME"),
  /** RFC 2034. */
  ENHANCED_STATUS_CODES("ENHANCEDSTATUSCODES"),
  /** RFC 3207. */
  STARTTLS("STARTTLS"),
  /** RFC 4954. */
  AUTH("AUTH"),
  /** RFC 3030. */
  CHUNKING("CHUNKING"),
  /** RFC 3030; nothing without CHUNKING. */
  BINARYMIME("BINARYMIME"),
  /** RFC 3461. */
  DSN("DSN"),
  /** RFC 6531. */
  SMTPUTF8("SMTPUTF8"),
  /** RFC 8689; inside TLS only. */
  REQUIRETLS("REQUIRETLS"),
  /** RFC 9422. */
  LIMITS("LIMITS"),
  /** RFC 2852; on request. */
  DELIVERBY("DELIVERBY"),
  /** RFC 6710; on request. */
  MT_PRIORITY("MT-PRIORITY"),
  /** RFC 4865; on request. */
  FUTURERELEASE("FUTURERELEASE"),
  /** RFC 5321 4.1.1.6. */
  VRFY("VRFY"),
  /** RFC 5321 4.1.1.7. */
  EXPN("EXPN"),
  /** RFC 1985. */
  ETRN("ETRN"),
  /** RFC 5321 4.1.1.8. */
  HELP("HELP");

  private static final List<String> KEYWORDS =
      Arrays.stream(values()).map(Extension::keyword).toList();

  private final String keyword;

  Extension(String keyword) {
    this.keyword = keyword;
  }

  /** The keywords of all, as in EHLO: upper case. */
  public static List<String> keywords() {
    return KEYWORDS;
  }

  /** The EHLO keyword. */
  public String keyword() {
    return keyword;
  }

  /** Whether a listener has it only if its settings ask for it. */
  public boolean isOnRequest() {
    return this == DELIVERBY || this == MT_PRIORITY || this == FUTURERELEASE;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

/** The service extensions of this server, in the order in which EHLO lists them. */
enum Extension {
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

  private final String keyword;

  Extension(String keyword) {
    this.keyword = keyword;
  }

  /** The EHLO keyword. */
  String keyword() {
    return keyword;
  }

  /** Whether a listener has it only if its settings ask for it. */
  boolean isOnRequest() {
    return this == DELIVERBY || this == MT_PRIORITY || this == FUTURERELEASE;
  }

  /** Whether its uses are counted: it shows in what a client says. */
  boolean isCounted() {
    return this != ENHANCED_STATUS_CODES && this != LIMITS;
  }
}

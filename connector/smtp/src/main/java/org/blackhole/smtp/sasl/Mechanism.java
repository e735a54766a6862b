// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.util.Optional;

/** The mechanisms, the strongest first: the order in which EHLO lists them. */
public enum Mechanism {
  /** RFC 7677, bound to the TLS channel. */
  SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS"),
  /** RFC 5802, bound to the TLS channel. */
  SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS"),
  /** RFC 7677. */
  SCRAM_SHA_256("SCRAM-SHA-256"),
  /** RFC 5802. */
  SCRAM_SHA_1("SCRAM-SHA-1"),
  /** RFC 2195. */
  CRAM_MD5("CRAM-MD5"),
  /** RFC 7628. */
  OAUTHBEARER("OAUTHBEARER"),
  /** What Google and Microsoft had before RFC 7628. */
  XOAUTH2("XOAUTH2"),
  /** RFC 4422 appendix A: the client's certificate. */
  EXTERNAL("EXTERNAL"),
  /** RFC 4616. */
  PLAIN("PLAIN"),
  /** Never standardized, and everywhere. */
  LOGIN("LOGIN");

  private final String label;

  Mechanism(String label) {
    this.label = label;
  }

  /** The registered name, as on the wire. */
  public String label() {
    return label;
  }

  /** The mechanism of this name, whatever its case. */
  public static Optional<Mechanism> named(String name) {
    // Of letters beyond ASCII, some equal one of ASCII when case is ignored.
    if (!name.chars().allMatch(c -> c < 128)) {
      return Optional.empty();
    }
    for (Mechanism mechanism : values()) {
      if (mechanism.label.equalsIgnoreCase(name)) {
        return Optional.of(mechanism);
      }
    }
    return Optional.empty();
  }

  /** Whether nobody gets in whose password the server does not know. */
  public boolean needsPassword() {
    return switch (this) {
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS, SCRAM_SHA_256, SCRAM_SHA_1 -> true;
      default -> false;
    };
  }

  /** Whether it works only inside TLS of which a channel binding is known. */
  public boolean needsBinding() {
    return this == SCRAM_SHA_256_PLUS || this == SCRAM_SHA_1_PLUS;
  }

  /** Whether it works only with a client certificate. */
  public boolean needsCertificate() {
    return this == EXTERNAL;
  }

  /** Whether who listens learns what it takes to log in: the password or the token itself. */
  public boolean showsSecret() {
    return switch (this) {
      case PLAIN, LOGIN, XOAUTH2, OAUTHBEARER -> true;
      default -> false;
    };
  }
}

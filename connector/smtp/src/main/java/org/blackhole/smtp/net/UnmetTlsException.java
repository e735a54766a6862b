// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import org.jspecify.annotations.Nullable;

/** TLS settings that cannot be met on this machine, whatever the key. The message is for users. */
public final class UnmetTlsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** A component of {@link TlsSettings}. */
  public enum Part {
    PROVIDER("provider"),
    CIPHERS("cipher suites");

    private final String words;

    Part(String words) {
      this.words = words;
    }
  }

  private final Part part;
  private final String found;
  private final String allowed;

  UnmetTlsException(Part part, String found, String allowed, @Nullable Throwable cause) {
    super(
        "The setting of the TLS %s %s; allowed: %s.".formatted(part.words, found, allowed), cause);
    this.part = part;
    this.found = found;
    this.allowed = allowed;
  }

  public Part part() {
    return part;
  }

  /** What is wrong with it, to follow its name, such as {@code has "X", which is not known}. */
  public String found() {
    return found;
  }

  /** What would do, to follow "allowed:". */
  public String allowed() {
    return allowed;
  }
}

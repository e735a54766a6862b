// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A session that has just ended, for who looks at how clients behave. */
public interface EndedSession {

  /** Is told how often a code was said. */
  @FunctionalInterface
  interface CodeCount {
    void said(int code, int count);
  }

  /** Whose it was; null if that is known by name alone. */
  @Nullable InetAddress client();

  long startedMillis();

  long endedMillis();

  /** Messages accepted. */
  int messages();

  /** Messages refused. */
  int refused();

  int commands();

  /** Octets that came. */
  long octets();

  void codes(CodeCount count);

  /** Bits of {@link Conduct}. */
  int conduct();

  /** How many messages and commands had a bare CR or LF. */
  int bareBreaks();

  boolean hasQuit();

  /** Whether the client went away by itself, and without QUIT. */
  boolean hasLeft();

  /** Whether its listener has STARTTLS. */
  boolean isTlsOffered();

  /** Such as {@code TLSv1.3}, or null without TLS. */
  @Nullable String tlsVersion();

  /** Goes through its transactions, as far as its transcript reaches. */
  void commands(CommandVisitor visitor);
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.time.Duration;

/**
 * How a listener takes clients that do not keep to the form.
 *
 * @param greetingDelay before the greeting, so that early talkers show themselves
 * @param refuseHttp whether a first command of HTTP ends the session; else it is an unknown command
 */
public record Manners(
    BareLineBreaks bareLineBreaks,
    EarlyTalk earlyTalk,
    Duration greetingDelay,
    boolean refuseHttp) {

  /** A CR without LF or an LF without CR in content (RFC 5321 2.3.8). It never ends a line. */
  public enum BareLineBreaks {
    /** Content like any other; nobody looks. */
    KEEP,
    /** {@code 554 5.6.0} at the end of the message. */
    REFUSE,
    /** CR LF takes its place. */
    NORMALIZE
  }

  /** Octets before the greeting (RFC 5321 4.3.1). */
  public enum EarlyTalk {
    /** Noted, and greeted all the same. */
    GREET,
    /** {@code 554} in place of the greeting. */
    REFUSE,
    /** The connection closes without a word. */
    CLOSE
  }

  public static final Manners DEFAULT =
      new Manners(BareLineBreaks.KEEP, EarlyTalk.GREET, Duration.ZERO, true);
}

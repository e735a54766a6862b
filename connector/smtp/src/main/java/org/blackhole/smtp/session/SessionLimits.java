// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

/**
 * Limits on what a client may send in one session (RFC 5321 4.5.3.1).
 *
 * @param maxMessageSize octets of a message at most (RFC 1870), offered with SIZE; 0 is no limit
 * @param maxMessages in one session, offered as MAILMAX (RFC 9422); 0 is no limit
 * @param maxRecipients in one transaction, offered as RCPTMAX, at least 100 by RFC 5321 4.5.3.1.8
 * @param maxRecipientDomains in one transaction, offered as RCPTDOMAINMAX; 0 is no limit
 * @param maxCommandLine octets of a command line at most, line end included; RFC 5321 4.5.3.1.4
 *     wants 512
 * @param maxTextLine octets of a line of content at most, line end included; 0 is no limit, as
 *     content is not kept
 * @param maxHeaderSize octets of a header section kept for an application that asks for it
 * @param maxErrors errors of syntax or order after which a session ends
 */
public record SessionLimits(
    long maxMessageSize,
    int maxMessages,
    int maxRecipients,
    int maxRecipientDomains,
    int maxCommandLine,
    int maxTextLine,
    int maxHeaderSize,
    int maxErrors) {

  public static final SessionLimits DEFAULT =
      new SessionLimits(52_428_800, 0, 1000, 0, 2048, 0, 65_536, 20);

  /** The same with another limit on the size of a message. */
  public SessionLimits withMessageSize(long octets) {
    return new SessionLimits(
        octets,
        maxMessages,
        maxRecipients,
        maxRecipientDomains,
        maxCommandLine,
        maxTextLine,
        maxHeaderSize,
        maxErrors);
  }
}

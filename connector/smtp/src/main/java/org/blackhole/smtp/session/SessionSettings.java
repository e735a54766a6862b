// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Set;
import org.blackhole.smtp.api.ContentInterest;

/**
 * What is set about the sessions of a listener.
 *
 * @param hostname in the greeting and in replies
 * @param maxMessageSize octets of a message at most (RFC 1870), offered with SIZE; 0 is no limit
 * @param maxRecipients in one transaction, at least 100 by RFC 5321 4.5.3.1.8
 * @param maxCommandLine octets of a command line at most, line end included; RFC 5321 4.5.3.1.4
 *     wants 512
 * @param maxTextLine octets of a line of content at most, line end included; 0 is no limit, as
 *     content is not kept
 * @param maxHeaderSize octets of a header section kept for an application that asks for it
 * @param maxErrors errors of syntax or order after which a session ends
 * @param hide extension keywords, in upper case, neither offered nor taken
 * @param content what the application wants to see of a message
 */
public record SessionSettings(
    String hostname,
    long maxMessageSize,
    int maxRecipients,
    int maxCommandLine,
    int maxTextLine,
    int maxHeaderSize,
    int maxErrors,
    Set<String> hide,
    ContentInterest content) {

  /** With every limit at its default. */
  public static SessionSettings defaults(String hostname) {
    return new SessionSettings(
        hostname, 52_428_800, 1000, 2048, 0, 65_536, 20, Set.of(), ContentInterest.NONE);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.mode;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Reply;

/**
 * The replies that modes give, each with the enhanced code that RFC 3463 and the IANA registry have
 * for it, in one place.
 */
public final class ReplyTable {

  /** What {@code bounce} draws from, and {@code random} together with 250. */
  static final List<Integer> BOUNCES = List.of(450, 451, 452, 458, 521, 550, 551, 552, 553, 571);

  /** While no policy can be read: nothing is answered on a guess (RFC 3463 3.4). */
  static final Reply MISCONFIGURED = Reply.of(421, "4.3.5", "System incorrectly configured");

  private static final Reply REFUSED_NOW = Reply.of(450, "4.0.0", "Message refused for now");
  private static final Reply REFUSED = Reply.of(550, "5.0.0", "Message refused");

  private static final Map<Integer, Reply> REPLIES =
      Map.ofEntries(
          reply(421, "4.3.2", "Service not available, closing connection"),
          reply(431, "4.3.1", "Not enough disk space, try again later"),
          reply(450, "4.2.1", "Mailbox unavailable, try again later"),
          reply(451, "4.3.0", "Local error in processing, try again later"),
          reply(452, "4.3.1", "Insufficient system storage, try again later"),
          reply(454, "4.7.0", "TLS not available due to temporary reason"),
          reply(455, "4.5.4", "Server unable to accommodate parameters"),
          reply(458, "4.3.0", "Unable to queue message, try again later"),
          reply(459, "4.7.1", "Message not allowed, reason unknown"),
          reply(500, "5.5.2", "Syntax error, command not recognised"),
          reply(521, "5.3.2", "Host does not accept mail"),
          reply(530, "5.7.0", "Authentication required"),
          reply(534, "5.7.9", "Authentication mechanism is too weak"),
          reply(535, "5.7.8", "Authentication credentials invalid"),
          reply(550, "5.1.1", "Mailbox unavailable"),
          reply(551, "5.1.6", "User not local"),
          reply(552, "5.2.2", "Exceeded storage allocation"),
          reply(553, "5.1.3", "Mailbox name not allowed"),
          reply(554, "5.0.0", "Transaction failed"),
          reply(556, "5.1.10", "Domain does not accept mail"),
          reply(571, "5.7.1", "Blocked"));

  private ReplyTable() {}

  /** The refusal with this code; one of a general kind where the code is not a known one. */
  public static Reply refusal(int code) {
    Reply known = REPLIES.get(code);
    if (known != null) {
      return known;
    }
    Reply general = code < 500 ? REFUSED_NOW : REFUSED;
    return Reply.of(code, general.enhanced(), general.lines());
  }

  private static Map.Entry<Integer, Reply> reply(int code, String enhanced, String text) {
    return entry(code, Reply.of(code, enhanced, text));
  }
}

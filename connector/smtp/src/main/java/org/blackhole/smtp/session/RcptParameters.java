// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.wire.Replies;
import org.blackhole.smtp.wire.Xtext;
import org.jspecify.annotations.Nullable;

/** The parameters of RCPT: NOTIFY and ORCPT (RFC 3461). */
final class RcptParameters {

  private static final Set<String> EVENTS = Set.of("SUCCESS", "FAILURE", "DELAY");
  private static final Pattern ADDRESS_TYPE = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** RFC 3461 4.2. */
  private static final int MAX_ORCPT = 500;

  private RcptParameters() {}

  /** The refusal they deserve, or null. */
  static @Nullable Reply check(Map<String, String> parameters, Offer offer, Peer peer) {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (!offer.offers(Extension.DSN, peer)) {
        return Replies.UNKNOWN_PARAMETER;
      }
      Reply refusal =
          switch (parameter.getKey()) {
            case "NOTIFY" -> isNotify(parameter.getValue()) ? null : Replies.BAD_NOTIFY;
            case "ORCPT" -> isOriginal(parameter.getValue()) ? null : Replies.BAD_ORCPT;
            default -> Replies.UNKNOWN_PARAMETER;
          };
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private static boolean isNotify(String value) {
    String list = value.toUpperCase(Locale.ROOT);
    if (list.equals("NEVER")) {
      return true;
    }
    for (String event : list.split(",", -1)) {
      if (!EVENTS.contains(event)) {
        return false;
      }
    }
    return true;
  }

  /** With octets beyond ASCII it is {@code utf-8-addr-unitext} (RFC 6533 3), which is no xtext. */
  private static boolean isOriginal(String value) {
    int semicolon = value.indexOf(';');
    if (semicolon < 0 || value.length() > MAX_ORCPT) {
      return false;
    }
    String type = value.substring(0, semicolon);
    String address = value.substring(semicolon + 1);
    return ADDRESS_TYPE.matcher(type).matches()
        && !address.isEmpty()
        && (type.equalsIgnoreCase("utf-8") || Xtext.isValid(address));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Locale;
import java.util.Map;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/** The parameters of MAIL: SIZE (RFC 1870) and BODY (RFC 6152). */
final class MailParameters {

  private static final String SIZE = "SIZE";
  private static final String BODY = "BODY";

  /** RFC 1870 3: up to twenty digits. */
  private static final int MAX_DIGITS = 20;

  private MailParameters() {}

  /** The refusal they deserve, or null. */
  static @Nullable Reply check(Map<String, String> parameters, Offer offer) {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String value = parameter.getValue();
      Reply refusal =
          switch (parameter.getKey()) {
            case SIZE ->
                offer.offers(Extension.SIZE) ? checkSize(value) : Replies.UNKNOWN_PARAMETER;
            case BODY ->
                offer.offers(Extension.EIGHT_BIT_MIME)
                    ? checkBody(value)
                    : Replies.UNKNOWN_PARAMETER;
            default -> Replies.UNKNOWN_PARAMETER;
          };
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private static @Nullable Reply checkSize(String value) {
    boolean number =
        !value.isEmpty()
            && value.length() <= MAX_DIGITS
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? null : Replies.BAD_SIZE;
  }

  private static @Nullable Reply checkBody(String value) {
    String body = value.toUpperCase(Locale.ROOT);
    return body.equals("7BIT") || body.equals("8BITMIME") ? null : Replies.BAD_BODY;
  }

  /** Counts the extensions used by checked parameters; the declared size in octets, or -1. */
  static long countUses(Map<String, String> parameters, Tally tally) {
    if (parameters.containsKey(BODY)) {
      tally.used(Extension.EIGHT_BIT_MIME);
    }
    String size = parameters.get(SIZE);
    if (size == null) {
      return -1;
    }
    tally.used(Extension.SIZE);
    try {
      return Long.parseLong(size);
    } catch (NumberFormatException beyondLong) {
      return Long.MAX_VALUE;
    }
  }
}

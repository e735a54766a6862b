// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.wire.Replies;
import org.blackhole.smtp.wire.Xtext;
import org.jspecify.annotations.Nullable;

/** The parameters of MAIL: which are there, and what they may say. */
final class MailParameters {

  static final String BODY = "BODY";
  static final String SMTPUTF8 = "SMTPUTF8";
  static final String BINARYMIME = "BINARYMIME";

  private static final String SIZE = "SIZE";
  private static final String AUTH = "AUTH";

  /** RFC 1870 3. */
  private static final Pattern OCTETS = Pattern.compile("\\d{1,20}");

  /** RFC 2852 4. */
  private static final Pattern BY = Pattern.compile("([-+]?\\d{1,9});([NR])(T?)");

  private static final Pattern PRIORITY = Pattern.compile("-[1-9]|[0-9]");
  private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,8}");
  private static final int MAX_ENVID = 100;

  private MailParameters() {}

  /** The refusal they deserve, or null. */
  static @Nullable Reply check(Map<String, String> parameters, Offer offer, Peer peer) {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      Extension extension = extension(parameter.getKey());
      if (extension == null || !offer.offers(extension, peer)) {
        return Replies.UNKNOWN_PARAMETER;
      }
      Reply refusal = check(parameter.getKey(), parameter.getValue(), offer);
      if (refusal != null) {
        return refusal;
      }
    }
    return parameters.containsKey("HOLDFOR") && parameters.containsKey("HOLDUNTIL")
        ? Replies.BAD_HOLD
        : null;
  }

  private static @Nullable Extension extension(String keyword) {
    return switch (keyword) {
      case SIZE -> Extension.SIZE;
      case BODY -> Extension.EIGHT_BIT_MIME;
      case SMTPUTF8 -> Extension.SMTPUTF8;
      case AUTH -> Extension.AUTH;
      case "RET", "ENVID" -> Extension.DSN;
      case "REQUIRETLS" -> Extension.REQUIRETLS;
      case "BY" -> Extension.DELIVERBY;
      case "MT-PRIORITY" -> Extension.MT_PRIORITY;
      case "HOLDFOR", "HOLDUNTIL" -> Extension.FUTURERELEASE;
      default -> null;
    };
  }

  private static @Nullable Reply check(String keyword, String value, Offer offer) {
    return switch (keyword) {
      case SIZE -> OCTETS.matcher(value).matches() ? null : Replies.BAD_SIZE;
      case BODY -> checkBody(value.toUpperCase(Locale.ROOT), offer);
      case SMTPUTF8, "REQUIRETLS" -> value.isEmpty() ? null : Replies.NO_VALUE;
      case AUTH ->
          value.equals("<>") || (!value.isEmpty() && Xtext.isValid(value))
              ? null
              : Replies.BAD_AUTH_PARAMETER;
      case "RET" ->
          value.equalsIgnoreCase("FULL") || value.equalsIgnoreCase("HDRS") ? null : Replies.BAD_RET;
      case "ENVID" ->
          !value.isEmpty() && value.length() <= MAX_ENVID && isPrintable(Xtext.decode(value))
              ? null
              : Replies.BAD_ENVID;
      case "BY" -> checkBy(value.toUpperCase(Locale.ROOT));
      case "MT-PRIORITY" -> PRIORITY.matcher(value).matches() ? null : Replies.BAD_PRIORITY;
      case "HOLDFOR" -> SECONDS.matcher(value).matches() ? null : Replies.BAD_HOLD;
      default -> isDateTime(value) ? null : Replies.BAD_HOLD;
    };
  }

  /** RFC 3461 4.4 wants ASCII, once decoded. */
  private static boolean isPrintable(@Nullable String decoded) {
    return decoded != null && decoded.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static @Nullable Reply checkBody(String body, Offer offer) {
    return switch (body) {
      case "7BIT", "8BITMIME" -> null;
      case BINARYMIME -> offer.offers(Extension.BINARYMIME) ? null : Replies.UNKNOWN_PARAMETER;
      default -> Replies.BAD_BODY;
    };
  }

  /** A time that is over can be kept only by giving notice (RFC 2852 4). */
  private static @Nullable Reply checkBy(String value) {
    var by = BY.matcher(value);
    boolean good = by.matches() && (by.group(2).equals("N") || Long.parseLong(by.group(1)) > 0);
    return good ? null : Replies.BAD_BY;
  }

  private static boolean isDateTime(String value) {
    try {
      OffsetDateTime.parse(value);
      return true;
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }

  /** Whether one is of RFC 3461. */
  static boolean usesDsn(Map<String, String> parameters) {
    return !parameters.isEmpty()
        && (parameters.containsKey("RET") || parameters.containsKey("ENVID"));
  }

  /** Counts the extensions used by checked parameters; the declared size in octets, or -1. */
  static long countUses(Map<String, String> parameters, Tally tally) {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      Extension used = extension(parameter.getKey());
      if (used == Extension.EIGHT_BIT_MIME && parameter.getValue().equalsIgnoreCase(BINARYMIME)) {
        used = Extension.BINARYMIME;
      }
      // A login is counted when it is made, and DSN has parameters of RCPT as well.
      if (used != null && used != Extension.AUTH && used != Extension.DSN) {
        tally.used(used);
      }
    }
    if (usesDsn(parameters)) {
      tally.used(Extension.DSN);
    }
    String size = parameters.get(SIZE);
    if (size == null) {
      return -1;
    }
    try {
      return Long.parseLong(size);
    } catch (NumberFormatException beyondLong) {
      return Long.MAX_VALUE;
    }
  }
}

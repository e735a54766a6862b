// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.EnhancedCode;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.wire.Replies;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;

/**
 * The answers to HELP (RFC 5321 4.1.1.8): of a listener's commands, those that a client has. Safe
 * for any thread.
 */
final class HelpTexts {

  private static final EnhancedCode OK = EnhancedCode.parse("2.0.0");

  private final Offer offer;
  private final Map<Verb, Reply> verbs = new EnumMap<>(Verb.class);
  private final Reply plain;
  private final Reply encrypted;

  HelpTexts(Offer offer) {
    this.offer = offer;
    for (Verb verb : Verb.values()) {
      if (isThere(verb)) {
        verbs.put(verb, Reply.of(214, OK, List.of("Syntax: " + syntax(verb))));
      }
    }
    this.plain = list(false);
    this.encrypted = list(true);
  }

  private Reply list(boolean inTls) {
    List<String> names = new ArrayList<>();
    for (Verb verb : verbs.keySet()) {
      if (verb != Verb.STARTTLS || !inTls) {
        names.add(verb.name());
      }
    }
    return Reply.of(
        214,
        OK,
        List.of("Commands: " + String.join(" ", names), "HELP and a command tells its syntax"));
  }

  Reply answer(String argument, Peer peer) {
    if (argument.isEmpty()) {
      return peer.tls() == null ? plain : encrypted;
    }
    Verb verb = verb(argument);
    Reply text = verb == Verb.STARTTLS && peer.tls() != null ? null : verbs.get(verb);
    return text == null ? Replies.HELP_UNKNOWN : text;
  }

  private static @Nullable Verb verb(String argument) {
    byte[] octets = argument.getBytes(StandardCharsets.UTF_8);
    return Verb.at(octets, octets.length);
  }

  private boolean isThere(Verb verb) {
    return switch (verb) {
      case HELO, EHLO -> !offer.isLmtp();
      case LHLO -> offer.isLmtp();
      case MAIL, RCPT, DATA, RSET, NOOP, QUIT -> true;
      case VRFY -> offer.offers(Extension.VRFY);
      case EXPN -> offer.offers(Extension.EXPN);
      case HELP -> offer.offers(Extension.HELP);
      case ETRN -> offer.offers(Extension.ETRN);
      case AUTH -> offer.offers(Extension.AUTH);
      case BDAT -> offer.offers(Extension.CHUNKING);
      case STARTTLS -> offer.offers(Extension.STARTTLS);
      case XCLIENT, XFORWARD -> offer.isTrusting();
    };
  }

  private String syntax(Verb verb) {
    return switch (verb) {
      case HELO -> "HELO domain";
      case EHLO -> "EHLO domain or address literal";
      case LHLO -> "LHLO domain or address literal";
      case MAIL -> "MAIL FROM:<address>" + mailParameters();
      case RCPT ->
          "RCPT TO:<address>"
              + (offer.offers(Extension.DSN) ? " [NOTIFY=when] [ORCPT=type;address]" : "");
      case NOOP -> "NOOP [text]";
      case VRFY -> "VRFY address";
      case EXPN -> "EXPN list";
      case HELP -> "HELP [command]";
      case ETRN -> "ETRN domain, @domain or #queue";
      case AUTH -> "AUTH mechanism [initial-response]";
      case BDAT -> "BDAT octets [LAST]";
      case XCLIENT, XFORWARD -> verb + " attribute=value ...";
      case DATA, RSET, QUIT, STARTTLS -> verb.name();
    };
  }

  private String mailParameters() {
    StringBuilder text = new StringBuilder();
    add(text, Extension.SIZE, "SIZE=octets");
    boolean binary = offer.offers(Extension.BINARYMIME);
    add(text, Extension.EIGHT_BIT_MIME, "BODY=7BIT, 8BITMIME" + (binary ? ", BINARYMIME" : ""));
    add(text, Extension.SMTPUTF8, "SMTPUTF8");
    add(text, Extension.DSN, "RET=FULL or HDRS] [ENVID=id");
    add(text, Extension.AUTH, "AUTH=address");
    add(text, Extension.REQUIRETLS, "REQUIRETLS");
    add(text, Extension.DELIVERBY, "BY=seconds;mode");
    add(text, Extension.MT_PRIORITY, "MT-PRIORITY=-9 to 9");
    add(text, Extension.FUTURERELEASE, "HOLDFOR=seconds] [HOLDUNTIL=time");
    return text.toString();
  }

  private void add(StringBuilder text, Extension extension, String parameter) {
    if (offer.offers(extension)) {
      text.append(" [").append(parameter).append(']');
    }
  }
}

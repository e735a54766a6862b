// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.Replies;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;

/**
 * SMTP as the server blackhole by kura speaks it, so that suites written against it run unchanged:
 * no order is enforced, and the words are its own.
 */
final class KuraDialect extends Dialect {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** The tenth unknown command is the last. */
  private static final int MAX_UNKNOWN = 10;

  private int unknown;
  private @Nullable String mechanism;

  KuraDialect(Session session) {
    super(session);
  }

  @Override
  Reply idle() {
    return KuraReplies.TIMEOUT;
  }

  @Override
  Reply tooLarge() {
    return KuraReplies.TOO_LARGE;
  }

  @Override
  void take(Command command) {
    if (command instanceof Command.Hello hello) {
      askHello(
          hello.name(),
          hello.verb() != Verb.HELO,
          hello.verb() == Verb.HELO ? KuraReplies.HELO : offer.ehlo(session.peer()));
    } else if (command instanceof Command.Mail mail) {
      mailing.abandon();
      mailing.propose(mail.sender(), mail.parameters(), KuraReplies.MAIL);
    } else if (command instanceof Command.Rcpt rcpt) {
      rcpt(rcpt);
    } else if (command instanceof Command.Plain plain) {
      plain(plain.verb());
    } else if (command instanceof Command.Text text) {
      text(text.verb(), text.argument());
    } else if (command instanceof Command.Refused refused && isAnswered(refused)) {
      session.become(State.COMMANDS);
      session.say(Stages.of(refused.verb()), refused.reply());
    } else {
      unknown();
    }
  }

  /** A refusal of its own words; whatever else is refused is unknown, but within AUTH. */
  private boolean isAnswered(Command.Refused refused) {
    return refused.verb() != null || session.state() == State.AUTH;
  }

  /** The original's memory was without a bound; ours is not. */
  private void rcpt(Command.Rcpt rcpt) {
    if (mailing.implied().count() >= offer.limits().maxRecipients()) {
      session.say(Stage.RCPT, Replies.TOO_MANY_RECIPIENTS);
    } else {
      mailing.add(new Recipient(rcpt.recipient(), rcpt.parameters()), KuraReplies.RCPT);
    }
  }

  private void plain(Verb verb) {
    switch (verb) {
      case DATA -> {
        mailing.implied();
        mailing.data(Replies.DATA_GO_AHEAD);
      }
      case RSET -> askReset(KuraReplies.OK);
      case QUIT -> askQuit(Replies.GOODBYE);
      case STARTTLS -> {
        if (offer.offers(Extension.STARTTLS, session.peer())) {
          askStartTls(Replies.TLS_GO_AHEAD);
        } else {
          session.say(Stage.TLS, KuraReplies.NO_STARTTLS);
        }
      }
      default -> unknown();
    }
  }

  private void text(Verb verb, String argument) {
    switch (verb) {
      case NOOP -> ask(Stage.NOOP, argument, KuraReplies.OK);
      case VRFY -> ask(Stage.VRFY, argument, Text.verify(argument, Replies.VRFY_MAYBE));
      case EXPN -> {
        Reply members = MailingLists.members(argument, null, offer.settings().hostname());
        ask(Stage.EXPN, argument, members == null ? KuraReplies.EXPN_REFUSED : members);
      }
      case ETRN -> ask(Stage.ETRN, argument, KuraReplies.ETRN);
      case HELP -> ask(Stage.HELP, argument, KuraReplies.help(argument));
      case AUTH -> {
        if (session.state() == State.AUTH) {
          decide(argument);
        } else {
          auth(argument);
        }
      }
      default -> unknown();
    }
  }

  private void unknown() {
    if (++unknown >= MAX_UNKNOWN) {
      session.say(Stage.OTHER, KuraReplies.TOO_MANY_UNKNOWN);
      session.close(Ending.LIMIT);
    } else {
      session.say(Stage.OTHER, KuraReplies.UNKNOWN);
    }
  }

  private void auth(String argument) {
    int blank = argument.indexOf(' ');
    String name = (blank < 0 ? argument : argument.substring(0, blank)).toUpperCase(Locale.ROOT);
    String initial = blank < 0 ? "" : argument.substring(blank + 1).strip();
    mechanism = name;
    switch (name) {
      case "PLAIN" -> {
        if (initial.isEmpty()) {
          ask("");
        } else {
          decide(initial);
        }
      }
      case "LOGIN" -> {
        if (initial.isEmpty()) {
          ask("Username:");
        } else {
          decide(initial);
        }
      }
      case "CRAM-MD5" -> ask("<" + random() + "@" + offer.settings().hostname() + ">");
      default -> session.say(Stage.AUTH, KuraReplies.AUTH_SYNTAX);
    }
  }

  private static String random() {
    byte[] octets = new byte[12];
    RANDOM.nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  private void ask(String challenge) {
    byte[] octets = challenge.getBytes(StandardCharsets.UTF_8);
    session.say(Stage.AUTH, Reply.of(334, Base64.getEncoder().encodeToString(octets)));
    session.become(State.AUTH);
  }

  /** The line decides as it stands, or as what it encodes; both are shown to the application. */
  private void decide(String line) {
    session.become(State.COMMANDS);
    String decoded = decoded(line);
    String name = mechanism == null ? "" : mechanism;
    String text = decoded == null ? line : decoded;
    String user = user(name, text);
    String secret = decoded == null ? line : line + "\n" + decoded;
    Credentials credentials = new Credentials(name, user, null, secret);
    Peer known = session.peer().authenticated(user, name);
    Effect effect =
        Effect.of(
            (s, words) -> {
              s.known(known);
              s.say(Stage.AUTH, words == null ? Replies.AUTH_OK : words);
            });
    session.judge(Stage.AUTH, session.conversation().onAuth(session.peer(), credentials), effect);
  }

  /** The name alone: whatever else the line has may be a password. */
  private static String user(String mechanism, String text) {
    return switch (mechanism) {
      case "PLAIN" -> {
        String[] parts = text.split("\0", -1);
        yield parts.length == 3 ? parts[1] : "";
      }
      case "CRAM-MD5" -> text.substring(0, Math.max(0, text.lastIndexOf(' ')));
      default -> text;
    };
  }

  /** Padded, or it is taken as it stands: Java's decoder does not ask for padding. */
  private static @Nullable String decoded(String line) {
    try {
      return line.length() % 4 != 0
          ? null
          : new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException raw) {
      return null;
    }
  }
}

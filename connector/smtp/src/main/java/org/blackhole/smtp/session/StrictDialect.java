// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Map;
import org.blackhole.smtp.api.EnhancedCode;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.Replies;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;

/** SMTP and LMTP by the RFCs; above all the order of commands (RFC 5321 4.1.4). */
final class StrictDialect extends Dialect {

  private static final EnhancedCode OK = EnhancedCode.parse("2.0.0");
  private static final String UTF8_MARK = " SMTPUTF8";

  private final Authentication authentication;
  private final Proxying proxying;

  StrictDialect(Session session) {
    super(session);
    this.authentication = new Authentication(session);
    this.proxying = new Proxying(session);
  }

  @Override
  Reply idle() {
    return Replies.IDLE;
  }

  @Override
  Reply tooLarge() {
    return Replies.TOO_LARGE;
  }

  @Override
  void take(Command command) {
    if (session.state() == State.AUTH) {
      authentication.next(command);
    } else if (isTlsMissing() && !isFreeOfTls(command)) {
      refuseWithoutTls(command);
    } else if (command instanceof Command.Mail mail) {
      mail(mail);
    } else if (command instanceof Command.Rcpt rcpt) {
      rcpt(rcpt);
    } else if (command instanceof Command.Plain plain) {
      plain(plain.verb());
    } else if (command instanceof Command.Bdat bdat) {
      bdat(bdat);
    } else if (command instanceof Command.Hello hello) {
      hello(hello.verb(), hello.name());
    } else if (command instanceof Command.Auth auth) {
      authentication.begin(auth);
    } else if (command instanceof Command.Attributes given) {
      proxying.take(given.verb(), given.attributes());
    } else if (command instanceof Command.Text text) {
      text(text.verb(), text.argument());
    } else if (command instanceof Command.Refused refused) {
      Reply absent = refused.verb() == null ? null : absent(refused.verb());
      error(Stages.of(refused.verb()), absent == null ? refused.reply() : absent);
    }
  }

  private boolean isTlsMissing() {
    return offer.startTls() == StartTls.REQUIRED && session.peer().tls() == null;
  }

  /** RFC 3207 4; HELO is let through, as clients that know no other need to be told. */
  private static boolean isFreeOfTls(Command command) {
    if (command instanceof Command.Plain plain) {
      return plain.verb() == Verb.STARTTLS || plain.verb() == Verb.QUIT;
    }
    return command instanceof Command.Hello
        || command instanceof Command.Refused
        || (command instanceof Command.Text text && text.verb() == Verb.NOOP);
  }

  private void refuseWithoutTls(Command command) {
    if (command instanceof Command.Bdat bdat) {
      mailing.misplacedChunk(bdat.size(), Replies.TLS_FIRST);
    } else {
      session.say(Stages.of(verb(command)), Replies.TLS_FIRST);
    }
  }

  private static @Nullable Verb verb(Command command) {
    if (command instanceof Command.Plain plain) {
      return plain.verb();
    } else if (command instanceof Command.Text text) {
      return text.verb();
    } else if (command instanceof Command.Attributes given) {
      return given.verb();
    }
    return command instanceof Command.Mail
        ? Verb.MAIL
        : command instanceof Command.Rcpt ? Verb.RCPT : Verb.AUTH;
  }

  /** What is said to a verb that this listener does not have, however it is written; or null. */
  private @Nullable Reply absent(Verb verb) {
    Extension extension =
        switch (verb) {
          case STARTTLS -> Extension.STARTTLS;
          case AUTH -> Extension.AUTH;
          case BDAT -> Extension.CHUNKING;
          case VRFY -> Extension.VRFY;
          case EXPN -> Extension.EXPN;
          case ETRN -> Extension.ETRN;
          case HELP -> Extension.HELP;
          default -> null;
        };
    if (extension != null) {
      return offer.offers(extension) ? null : Replies.NOT_IMPLEMENTED;
    }
    return verb == Verb.XCLIENT || verb == Verb.XFORWARD ? proxying.absent() : null;
  }

  private void hello(Verb verb, String name) {
    if (offer.isLmtp() != (verb == Verb.LHLO)) {
      error(Stage.HELO, offer.isLmtp() ? Replies.SPEAK_LMTP : Replies.SPEAK_SMTP);
    } else {
      boolean extended = verb != Verb.HELO;
      askHello(name, extended, extended ? offer.ehlo(session.peer()) : offer.helo());
    }
  }

  private void plain(Verb verb) {
    switch (verb) {
      case DATA -> data();
      case RSET -> askReset(Replies.RSET_OK);
      case QUIT -> askQuit(Replies.GOODBYE);
      case STARTTLS -> startTls();
      default -> error(Stages.of(verb), Replies.NOT_IMPLEMENTED);
    }
  }

  private void startTls() {
    if (session.peer().tls() != null) {
      error(Stage.TLS, Replies.TLS_ACTIVE);
    } else if (!offer.offers(Extension.STARTTLS)) {
      error(Stage.TLS, Replies.NOT_IMPLEMENTED);
    } else {
      askStartTls(Replies.TLS_GO_AHEAD);
    }
  }

  private void mail(Command.Mail mail) {
    Peer peer = session.peer();
    Map<String, String> parameters = mail.parameters();
    Reply refusal = parameters.isEmpty() ? null : MailParameters.check(parameters, offer, peer);
    if (peer.helo() == null) {
      error(Stage.MAIL, helloFirst());
    } else if (mailing.isOpen()) {
      error(Stage.MAIL, Replies.NESTED_MAIL);
    } else if (authentication.isMissing()) {
      session.say(Stage.MAIL, Replies.AUTH_FIRST);
    } else if (refusal != null) {
      error(Stage.MAIL, refusal);
    } else if (mail.utf8() && !parameters.containsKey(MailParameters.SMTPUTF8)) {
      session.say(Stage.MAIL, Replies.UTF8_UNANNOUNCED);
    } else if (isOver(mailing.ordinal(), offer.limits().maxMessages())) {
      session.say(Stage.MAIL, Replies.TOO_MANY_MESSAGES);
    } else {
      mailing.propose(mail.sender(), parameters, Replies.MAIL_OK);
    }
  }

  private static boolean isOver(int count, int limit) {
    return limit > 0 && count >= limit;
  }

  private void rcpt(Command.Rcpt rcpt) {
    Transaction open = mailing.transaction();
    if (open == null) {
      error(Stage.RCPT, missing());
      return;
    }
    Map<String, String> parameters = rcpt.parameters();
    Reply refusal =
        parameters.isEmpty() ? null : RcptParameters.check(parameters, offer, session.peer());
    if (open.isChunked()) {
      error(Stage.RCPT, Replies.CONTENT_BEGUN);
    } else if (refusal != null) {
      error(Stage.RCPT, refusal);
    } else if (rcpt.utf8() && !open.isUtf8()) {
      session.say(Stage.RCPT, Replies.UTF8_UNANNOUNCED);
    } else if (open.count() >= offer.limits().maxRecipients()) {
      session.say(Stage.RCPT, Replies.TOO_MANY_RECIPIENTS);
    } else if (offer.limits().maxRecipientDomains() > 0
        && open.domainsWith(rcpt.recipient()) > offer.limits().maxRecipientDomains()) {
      session.say(Stage.RCPT, Replies.TOO_MANY_DOMAINS);
    } else {
      if (!parameters.isEmpty() && open.beginsDsn()) {
        session.tally().used(Extension.DSN);
      }
      mailing.add(new Recipient(rcpt.recipient(), parameters), Replies.RCPT_OK);
    }
  }

  /** What DATA and RCPT miss when there is no transaction. */
  private Reply missing() {
    return session.peer().helo() == null ? helloFirst() : Replies.MAIL_FIRST;
  }

  private Reply helloFirst() {
    return offer.isLmtp() ? Replies.LHLO_FIRST : Replies.HELO_FIRST;
  }

  /** What content of any kind misses, or null; with LMTP it is 503 (RFC 2033 4.2). */
  private @Nullable Reply missingForContent(@Nullable Transaction open, Reply noRecipients) {
    return open == null ? missing() : open.count() == 0 ? noRecipients : null;
  }

  private void data() {
    Transaction open = mailing.transaction();
    Reply missing =
        missingForContent(open, offer.isLmtp() ? Replies.RCPT_BEFORE : Replies.RCPT_FIRST);
    if (open == null || missing != null) {
      error(Stage.DATA, missing == null ? missing() : missing);
    } else if (open.isChunked() || open.isBinary()) {
      error(Stage.DATA, Replies.BDAT_ONLY);
    } else {
      mailing.data(Replies.DATA_GO_AHEAD);
    }
  }

  private void bdat(Command.Bdat bdat) {
    if (!offer.offers(Extension.CHUNKING)) {
      error(Stage.DATA, Replies.NOT_IMPLEMENTED);
      return;
    }
    Reply missing = missingForContent(mailing.transaction(), Replies.RCPT_BEFORE);
    if (missing == null) {
      mailing.chunk(bdat);
    } else {
      mailing.misplacedChunk(bdat.size(), missing);
    }
  }

  private void text(Verb verb, String argument) {
    switch (verb) {
      case NOOP -> ask(Stage.NOOP, argument, Replies.NOOP_OK);
      case VRFY -> {
        if (isTaken(Extension.VRFY, Stage.VRFY, argument, Replies.VRFY_SYNTAX)) {
          ask(Stage.VRFY, argument, Text.verify(withoutMark(argument), Replies.VRFY_MAYBE));
        }
      }
      case EXPN -> {
        if (isTaken(Extension.EXPN, Stage.EXPN, argument, Replies.EXPN_SYNTAX)) {
          ask(Stage.EXPN, argument, expand(withoutMark(argument)));
        }
      }
      case ETRN -> {
        if (isTaken(Extension.ETRN, Stage.ETRN, argument, Replies.ETRN_SYNTAX)) {
          ask(Stage.ETRN, argument, Replies.ETRN_OK);
        }
      }
      case HELP -> {
        if (offer.offers(Extension.HELP)) {
          session.tally().used(Extension.HELP);
          ask(Stage.HELP, argument, offer.help().answer(argument, session.peer()));
        } else {
          error(Stage.HELP, Replies.NOT_IMPLEMENTED);
        }
      }
      default -> error(Stages.of(verb), Replies.NOT_IMPLEMENTED);
    }
  }

  private boolean isTaken(Extension extension, Stage stage, String argument, Reply syntax) {
    if (!offer.offers(extension)) {
      error(stage, Replies.NOT_IMPLEMENTED);
      return false;
    }
    if (argument.isEmpty() || (stage == Stage.ETRN && argument.indexOf(' ') >= 0)) {
      error(stage, syntax);
      return false;
    }
    if (authentication.isMissing()) {
      session.say(stage, Replies.AUTH_FIRST);
      return false;
    }
    session.tally().used(extension);
    return true;
  }

  /** RFC 6531 3.7.4.1: the parameter that VRFY and EXPN take. */
  private static String withoutMark(String argument) {
    return argument.regionMatches(
            true, argument.length() - UTF8_MARK.length(), UTF8_MARK, 0, UTF8_MARK.length())
        ? argument.substring(0, argument.length() - UTF8_MARK.length())
        : argument;
  }

  private Reply expand(String list) {
    Reply members = MailingLists.members(list, OK, offer.settings().hostname());
    return members == null ? Replies.EXPN_REFUSED : members;
  }
}

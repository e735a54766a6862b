// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.SessionControl;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * One session, from its first moment to its end; the journal then keeps it as {@link SessionCode}.
 *
 * <p><b>Thread rule.</b> Written on the session's event loop, without locks; in steady state a
 * command allocates nothing. Any thread may read: of an open session what it finds is a moment old.
 */
final class Trace implements Recording, SessionMarks, EndedSession {

  private static final int MOST_NAMES = 16;
  private static final String[] NONE = {};

  final long number;

  private final SessionJournal journal;
  private final long startedMillis;
  private final long startedNanos;
  private final Script script = new Script();
  private final Codes codes = new Codes();

  private @Nullable SessionControl control;
  private Peer peer;
  private long now;
  private long octets;
  private long content;
  private int messages;
  private int refused;
  private int recipients;
  private int commands;
  private int bareBreaks;
  private int conduct;
  private volatile String[] rules = NONE;
  private volatile String[] tags = NONE;
  private @Nullable String deciding;
  private @Nullable Address sender;
  private @Nullable Address recipient;
  private volatile @Nullable Ending ending;

  Trace(
      SessionJournal journal,
      long number,
      Peer peer,
      SessionControl control,
      long startedMillis,
      long startedNanos) {
    this.journal = journal;
    this.number = number;
    this.peer = peer;
    this.control = control;
    this.startedMillis = startedMillis;
    this.startedNanos = startedNanos;
    this.now = startedNanos;
  }

  private long at() {
    return (now - startedNanos) / 1000;
  }

  @Override
  public void read(long nanos, int count) {
    now = nanos;
    octets += count;
  }

  @Override
  public void at(long nanos) {
    now = nanos;
  }

  @Override
  public void known(Peer changed) {
    Peer before = peer;
    peer = changed;
    if (changed.tls() != null && before.tls() == null) {
      script.number(Entry.TLS, at(), 0);
    }
    if (changed.identity() != null && before.identity() == null) {
      script.note(at(), "logged in as " + changed.identity() + " by " + changed.mechanism());
    }
    if (!changed.address().equals(before.address())) {
      script.note(at(), "speaks for " + SessionSummary.host(changed.address()));
    }
    if (changed.extended()) {
      conduct |= Conduct.EXTENDED;
    }
  }

  @Override
  public void command(byte[] line, int length) {
    commands++;
    conduct |= Conduct.caseOf(line, length);
    script.client(at(), line, length);
  }

  @Override
  public void pipelined() {
    conduct |= Conduct.PIPELINED;
  }

  @Override
  public void said(Reply reply) {
    int code = reply.code();
    codes.add(code);
    if (code >= 400) {
      conduct |= code >= 500 ? Conduct.REFUSED : Conduct.DEFERRED;
      if (code == 421) {
        conduct |= Conduct.HEARD_421;
      }
    }
    script.server(at(), reply, journal.phrases().number(reply));
  }

  @Override
  public void queued(Envelope message) {
    codes.add(250);
    script.number(Entry.QUEUED, at(), message.ordinal());
  }

  @Override
  public void proposed(Envelope message) {
    sender = message.sender();
    deciding = null;
  }

  @Override
  public void added(Recipient added) {
    recipients++;
    recipient = added.address();
  }

  @Override
  public void content(long count, boolean whole) {
    content = count;
    script.number(whole ? Entry.CONTENT : Entry.CONTENT_CUT, at(), count);
  }

  @Override
  public void answered(Envelope message, boolean accepted, int code) {
    if (accepted) {
      messages++;
    } else {
      refused++;
    }
    if (code == 0) {
      conduct |= Conduct.UNHEARD;
    }
    long declared = message.declaredSize();
    if (declared >= 0) {
      conduct |= declared >= content ? Conduct.SIZE_KEPT : Conduct.SIZE_BROKEN;
    } else if (code == 552) {
      conduct |= Conduct.SIZE_BROKEN;
    }
    journal.answered(this, message, code);
  }

  @Override
  public void noticed(Notice notice) {
    switch (notice) {
      case EARLY_TALK -> {
        conduct |= Conduct.EARLY_TALK;
        script.note(at(), "spoke before the greeting");
      }
      case HTTP_REQUEST -> conduct |= Conduct.HTTP;
      case BARE_LINE_BREAK -> {
        bareBreaks++;
        script.note(at(), "a bare CR or LF");
      }
    }
  }

  @Override
  public void handshakeFailed(String why) {
    conduct |= Conduct.TLS_FAILED;
    script.note(at(), "TLS handshake failed: " + why);
  }

  @Override
  public void ignored() {
    conduct |= Conduct.SPOKE_ON;
  }

  @Override
  public void decided(String rule, @Nullable String mode) {
    deciding = rule;
    rules = with(rules, rule);
    script.names(
        mode == null ? Entry.RULE : Entry.MODE,
        at(),
        journal.phrases(),
        rule,
        mode == null ? "" : mode);
  }

  @Override
  public void tagged(String tag) {
    tags = with(tags, tag);
    script.note(at(), "tag " + tag);
  }

  /** Without one that is there already, and so many at most. */
  private static String[] with(String[] names, String name) {
    if (names.length >= MOST_NAMES || Arrays.asList(names).contains(name)) {
      return names;
    }
    String[] more = Arrays.copyOf(names, names.length + 1);
    more[names.length] = name;
    return more;
  }

  @Override
  public void ended(Ending how) {
    control = null;
    script.close(at(), "ended: " + SessionSummary.label(how));
    ending = how;
    journal.ended(this, how);
  }

  /** Whether something was refused, or it did not end as it should. */
  boolean wentWrong() {
    return ending != Ending.QUIT
        || (conduct & (Conduct.DEFERRED | Conduct.REFUSED | Conduct.EARLY_TALK)) != 0
        || bareBreaks > 0;
  }

  void dismiss() {
    SessionControl now = control;
    if (now != null) {
      now.dismiss();
    }
  }

  boolean isLive() {
    return ending == null;
  }

  /** What is known by now; for any thread. */
  SessionFacts facts(long nowNanos) {
    Ending how = ending;
    Peer who = peer;
    Address from = sender;
    Address to = recipient;
    Transcript transcript = script.published();
    return new SessionFacts(
        number,
        who.session(),
        who.listener(),
        who.address(),
        how,
        startedMillis,
        nanos(nowNanos),
        who.helo(),
        who.identity(),
        who.tls(),
        messages,
        refused,
        recipients,
        commands,
        octets,
        codes.counts(),
        List.of(rules),
        List.of(tags),
        from == null ? null : from.toString(),
        to == null ? null : to.toString(),
        script.isCut(),
        transcript,
        journal.phrases());
  }

  Peer peer() {
    return peer;
  }

  Script script() {
    return script;
  }

  Codes codes() {
    return codes;
  }

  @Override
  public @Nullable InetAddress client() {
    return peer.address().getAddress();
  }

  @Override
  public long startedMillis() {
    return startedMillis;
  }

  @Override
  public long endedMillis() {
    return startedMillis + nanos(now) / 1_000_000;
  }

  @Override
  public void codes(EndedSession.CodeCount count) {
    codes.each(count);
  }

  @Override
  public void commands(CommandVisitor visitor) {
    new Transactions(journal.phrases(), script.read(), visitor).read();
  }

  @Override
  public boolean hasQuit() {
    return ending == Ending.QUIT;
  }

  @Override
  public boolean hasLeft() {
    return ending == Ending.LOST;
  }

  @Override
  public boolean isTlsOffered() {
    return peer.listener().startTls() != StartTls.OFF;
  }

  @Override
  public @Nullable String tlsVersion() {
    TlsFacts tls = peer.tls();
    return tls == null ? null : tls.version();
  }

  @Override
  public int conduct() {
    return conduct;
  }

  @Override
  public int bareBreaks() {
    return bareBreaks;
  }

  @Override
  public int messages() {
    return messages;
  }

  @Override
  public int refused() {
    return refused;
  }

  int recipients() {
    return recipients;
  }

  @Override
  public int commands() {
    return commands;
  }

  @Override
  public long octets() {
    return octets;
  }

  long content() {
    return content;
  }

  String[] rules() {
    return rules;
  }

  String[] tags() {
    return tags;
  }

  @Nullable String deciding() {
    return deciding;
  }

  @Nullable Address sender() {
    return sender;
  }

  @Nullable Address recipient() {
    return recipient;
  }

  /** How long it lasted, or lasts by now. */
  long nanos(long nowNanos) {
    return Math.max(0, (ending == null ? nowNanos : now) - startedNanos);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.blackhole.policy.chance.Delay;
import org.blackhole.policy.count.Ledger;
import org.blackhole.policy.mode.Answer;
import org.blackhole.policy.mode.Answers;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.rule.Scene;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One session under the policy (RFC 5321 3). Outside of a transaction it follows the policy in
 * force; a transaction keeps the one that it began with. For the session's event loop; an accepted
 * message without rules and delay allocates nothing here.
 */
public final class PolicyConversation implements Conversation {

  private final Supplier<CompiledPolicy> inForce;
  private final Decisions decisions;
  private final Scene scene;
  private final Judge judge;
  private final HeaderReader headers;
  private final long ordinal;

  private @Nullable TlsPart tls; // null until TLS is asked for
  private CompiledPolicy policy;
  private Terms terms;
  private @Nullable Ruling atHeaders;
  private @Nullable Verdict forEach;
  private int deliveries;

  public PolicyConversation(Peer peer, PolicyInForce inForce, Decisions decisions) {
    this(peer, inForce.begin(peer.ordinal()), inForce::current, Ledger.REAL, decisions);
  }

  PolicyConversation(
      Peer peer,
      CompiledPolicy first,
      Supplier<CompiledPolicy> inForce,
      Ledger ledger,
      Decisions decisions) {
    this(peer, first, inForce, ledger, decisions, InstantSource.system());
  }

  PolicyConversation(
      Peer peer,
      CompiledPolicy first,
      Supplier<CompiledPolicy> inForce,
      Ledger ledger,
      Decisions decisions,
      InstantSource clock) {
    this.inForce = inForce;
    this.decisions = decisions;
    this.ordinal = peer.ordinal();
    this.policy = first;
    this.terms = first.on(peer.listener());
    this.scene = new Scene(peer, first.chance().dice(ordinal), clock);
    this.judge = new Judge(scene, ledger, decisions);
    this.headers = new HeaderReader(scene);
  }

  @Override
  public Set<String> hidden(Peer peer) {
    return terms.hide();
  }

  @Override
  public Verdict onConnect(Peer peer) {
    enter(Stage.CONNECT, peer);
    judge.leave(); // XCLIENT begins anew, as another client
    Ruling ruling = judge.judge(terms, 1);
    if (ruling == null) {
      Answer answer = terms.answers().atConnect();
      return judge.collect(answer == null ? Verdict.proceed() : give(answer), 0);
    }
    return collect(ruling);
  }

  @Override
  public Verdict onHelo(Peer peer) {
    enter(Stage.HELO, peer);
    return judged();
  }

  @Override
  public Verdict onStartTls(Peer peer) {
    follow(peer);
    return tls().onStartTls(terms, peer);
  }

  @Override
  public Handshake onHandshake(Peer peer, @Nullable ClientHello hello) {
    return tls().onHandshake(terms, peer, hello);
  }

  private TlsPart tls() {
    TlsPart known = tls;
    if (known == null) {
      known = new TlsPart(scene, judge);
      tls = known;
    }
    return known;
  }

  @Override
  public Verdict onTls(Peer peer) {
    return tls().onTls();
  }

  @Override
  public Verdict onAuth(Peer peer, Credentials credentials) {
    follow(peer);
    scene.enterAuth(peer, credentials);
    Ruling ruling = judge.judge(terms, 1);
    return ruling == null ? judge.collect(LogInWords.judge(credentials), 0) : collect(ruling);
  }

  @Override
  public Verdict onMail(Envelope envelope) {
    begin();
    follow(envelope.peer());
    scene.enter(Stage.MAIL, envelope);
    Ruling ruling = judge.judge(terms, 1);
    if (ruling != null && !ruling.accepts()) {
      scene.leave(); // there is no transaction
    }
    return ruling == null ? judge.collect(Verdict.proceed(), 0) : collect(ruling);
  }

  @Override
  public Verdict onRecipient(Envelope envelope, Recipient recipient) {
    resume(envelope);
    scene.enter(Stage.RCPT, envelope, recipient);
    return judged();
  }

  @Override
  public Verdict onData(Envelope envelope) {
    resume(envelope);
    scene.enter(Stage.DATA, envelope);
    return judged();
  }

  @Override
  public ContentInterest interest(Envelope envelope) {
    return terms.interest();
  }

  @Override
  public Verdict onHeaders(Envelope envelope, Headers section) {
    scene.enterHeaders(envelope);
    headers.read(section, terms);
    Ruling ruling = judge.judge(terms, 1);
    atHeaders = ruling;
    if (ruling == null || ruling.accepts()) {
      return judge.collect(Verdict.proceed(), ruling == null ? 0 : Math.max(0, ruling.delay()));
    }
    // Said at the end, it is the answer to the message, after the delay of those.
    boolean said = ruling.verdict().reply() != null;
    return judge.collect(ruling.verdict(), said ? delay(ruling) : Math.max(0, ruling.delay()));
  }

  @Override
  public Verdict onMessage(Envelope envelope, long size) {
    scene.enterMessage(envelope, size);
    deliveries = 0;
    boolean lmtp = isLmtp(envelope);
    Verdict verdict =
        lmtp && terms.rulesAt(Stage.MESSAGE) != null
            ? forEach(size)
            : answer(judge.judge(terms, size));
    if (!lmtp || verdict.action() != Verdict.Action.PROCEED) {
      scene.leave(); // nobody asks for single recipients any more
    }
    return verdict;
  }

  /** LMTP: the limits are asked once, the rules for each recipient. */
  private Verdict forEach(long size) {
    Ruling refused = judge.limits(terms, size);
    if (refused != null) {
      return answer(refused);
    }
    Verdict usual = answer(null);
    forEach = usual.after(Duration.ZERO);
    Verdict first = Verdict.proceed();
    if (!usual.delay().isZero()) {
      first = first.after(usual.delay());
    }
    return usual.throttle() == null ? first : first.throttled(usual.throttle());
  }

  @Override
  public Verdict onDelivery(Envelope envelope, Recipient recipient, long size) {
    Verdict usual = forEach;
    Verdict verdict = Verdict.proceed();
    if (usual != null) {
      scene.enter(Stage.MESSAGE, envelope, recipient);
      Ruling ruling = judge.judgeFrom(terms, 0);
      verdict = ruling == null ? judge.collect(usual, 0) : collect(ruling);
    }
    if (++deliveries == envelope.recipients().size()) {
      scene.leave();
      forEach = null;
    }
    return verdict;
  }

  @Override
  public Verdict onCommand(Peer peer, Stage stage, String argument) {
    enter(stage, peer);
    return judged();
  }

  @Override
  public void onAbandon(Envelope envelope) {
    begin();
  }

  @Override
  public void onEnd(Ending ending) {
    judge.leave();
  }

  /** A transaction may begin without MAIL, in a dialect that does not ask for it. */
  private void resume(Envelope envelope) {
    if (scene.envelope() == null) {
      begin();
      follow(envelope.peer());
    }
  }

  /** A transaction begins: nothing of the one before is left. */
  private void begin() {
    scene.leave();
    headers.forget();
    atHeaders = null;
    forEach = null;
  }

  private void enter(Stage stage, Peer peer) {
    follow(peer);
    scene.enter(stage, peer);
  }

  /** Outside of a transaction, what is in force counts. */
  private void follow(Peer peer) {
    CompiledPolicy now = inForce.get();
    if (now == policy || scene.envelope() != null) {
      return;
    }
    if (!now.chance().equals(policy.chance())) {
      scene.restart(now.chance().dice(ordinal));
    }
    policy = now;
    terms = now.on(peer.listener());
  }

  private Verdict judged() {
    Ruling ruling = judge.judge(terms, 1);
    return ruling == null ? judge.collect(Verdict.proceed(), 0) : collect(ruling);
  }

  private Verdict collect(Ruling ruling) {
    return judge.collect(ruling.verdict(), Math.max(0, ruling.delay()));
  }

  /** The answer to a complete message. */
  private Verdict answer(@Nullable Ruling ruling) {
    if (ruling != null) {
      return judge.collect(ruling.verdict(), delay(ruling));
    }
    Ruling granted = atHeaders;
    if (granted != null) {
      // A rule has said yes at the headers; its delay, if it has one, is owed already.
      return judge.collect(granted.verdict(), granted.delay() >= 0 ? 0 : usualDelay());
    }
    Answers switched = headers.mode();
    Answers answers = switched != null ? switched : terms.answers();
    Verdict verdict = give(answers.atMessage(scene.dice()));
    return judge.collect(verdict, usualDelay());
  }

  private long delay(Ruling ruling) {
    return ruling.delay() >= 0 ? ruling.delay() : usualDelay();
  }

  private long usualDelay() {
    Delay switched = headers.delay();
    return (switched != null ? switched : terms.delay()).draw(scene.dice());
  }

  private Verdict give(Answer answer) {
    Mode mode = answer.mode();
    decisions.made(answer.by(), mode == null ? null : mode.label());
    return answer.verdict();
  }

  private static boolean isLmtp(Envelope envelope) {
    return envelope.peer().listener().scheme() == Scheme.LMTP;
  }
}

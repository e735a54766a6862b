// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;

/** Notes every call, and answers each as it is told to. */
final class Recording implements Conversation {

  private final Function<String, Verdict> answers;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Peer> peers = new CopyOnWriteArrayList<>();

  /** Says yes to everything. */
  Recording() {
    this(call -> Verdict.proceed());
  }

  /**
   * Answers by the name of the method; of {@code onCommand}, the name of the stage.
   *
   * @param answers may throw
   */
  Recording(Function<String, Verdict> answers) {
    this.answers = answers;
  }

  /** The names of all calls so far but those of {@link #onContent}; an ending with its name. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** The peers seen so far, in the order of the calls. */
  List<Peer> peers() {
    return List.copyOf(peers);
  }

  private Verdict note(String call) {
    calls.add(call);
    return answers.apply(call);
  }

  private Verdict note(String call, Peer peer) {
    peers.add(peer);
    return note(call);
  }

  @Override
  public Verdict onConnect(Peer peer) {
    return note("onConnect", peer);
  }

  @Override
  public Verdict onHelo(Peer peer) {
    return note("onHelo", peer);
  }

  @Override
  public Verdict onStartTls(Peer peer) {
    return note("onStartTls", peer);
  }

  @Override
  public Verdict onTls(Peer peer) {
    return note("onTls", peer);
  }

  @Override
  public Verdict onMail(Envelope envelope) {
    return note("onMail", envelope.peer());
  }

  @Override
  public Verdict onRecipient(Envelope envelope, Recipient recipient) {
    return note("onRecipient");
  }

  @Override
  public Verdict onData(Envelope envelope) {
    return note("onData");
  }

  @Override
  public Verdict onContent(Envelope envelope, ByteBuffer content) {
    return answers.apply("onContent");
  }

  @Override
  public Verdict onHeaders(Envelope envelope, Headers headers) {
    return note("onHeaders");
  }

  @Override
  public Verdict onMessage(Envelope envelope, long size) {
    return note("onMessage");
  }

  @Override
  public Verdict onDelivery(Envelope envelope, Recipient recipient, long size) {
    return note("onDelivery");
  }

  @Override
  public Verdict onCommand(Peer peer, Stage stage, String argument) {
    return note(stage.name(), peer);
  }

  @Override
  public void onAbandon(Envelope envelope) {
    note("onAbandon");
  }

  @Override
  public void onEnd(Ending ending) {
    note("onEnd " + ending);
  }
}

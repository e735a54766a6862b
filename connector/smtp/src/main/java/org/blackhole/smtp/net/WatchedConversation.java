// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.nio.ByteBuffer;
import java.util.Set;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The application's conversation, each of whose calls is noted while it lasts, so that one that
 * does not return, or throws, can be named: what throws is still noted when the fault is told of,
 * see {@link CallWatch#thrower}. On the event loop of the connection.
 */
final class WatchedConversation implements Conversation {

  private final Conversation conversation;
  private final String listener;
  private final CallWatch calls;

  WatchedConversation(Conversation conversation, String listener, CallWatch calls) {
    this.conversation = conversation;
    this.listener = listener;
    this.calls = calls;
  }

  private void enter(Callback callback) {
    calls.enter(conversation, listener, callback);
  }

  private <T> T returned(T answer) {
    calls.leave();
    return answer;
  }

  @Override
  public Set<String> hidden(Peer peer) {
    enter(Callback.HIDDEN);
    return returned(conversation.hidden(peer));
  }

  @Override
  public Verdict onConnect(Peer peer) {
    enter(Callback.CONNECT);
    return returned(conversation.onConnect(peer));
  }

  @Override
  public Verdict onHelo(Peer peer) {
    enter(Callback.HELO);
    return returned(conversation.onHelo(peer));
  }

  @Override
  public Verdict onStartTls(Peer peer) {
    enter(Callback.START_TLS);
    return returned(conversation.onStartTls(peer));
  }

  @Override
  public Handshake onHandshake(Peer peer, @Nullable ClientHello hello) {
    enter(Callback.HANDSHAKE);
    return returned(conversation.onHandshake(peer, hello));
  }

  @Override
  public Verdict onTls(Peer peer) {
    enter(Callback.TLS);
    return returned(conversation.onTls(peer));
  }

  @Override
  public Verdict onAuth(Peer peer, Credentials credentials) {
    enter(Callback.AUTH);
    return returned(conversation.onAuth(peer, credentials));
  }

  @Override
  public @Nullable String password(Peer peer, String user) {
    enter(Callback.PASSWORD);
    String password = conversation.password(peer, user);
    calls.leave();
    return password;
  }

  @Override
  public Verdict onMail(Envelope envelope) {
    enter(Callback.MAIL);
    return returned(conversation.onMail(envelope));
  }

  @Override
  public Verdict onRecipient(Envelope envelope, Recipient recipient) {
    enter(Callback.RECIPIENT);
    return returned(conversation.onRecipient(envelope, recipient));
  }

  @Override
  public Verdict onData(Envelope envelope) {
    enter(Callback.DATA);
    return returned(conversation.onData(envelope));
  }

  @Override
  public ContentInterest interest(Envelope envelope) {
    enter(Callback.INTEREST);
    return returned(conversation.interest(envelope));
  }

  @Override
  public Verdict onContent(Envelope envelope, ByteBuffer content) {
    enter(Callback.CONTENT);
    return returned(conversation.onContent(envelope, content));
  }

  @Override
  public Verdict onHeaders(Envelope envelope, Headers headers) {
    enter(Callback.HEADERS);
    return returned(conversation.onHeaders(envelope, headers));
  }

  @Override
  public Verdict onMessage(Envelope envelope, long size) {
    enter(Callback.MESSAGE);
    return returned(conversation.onMessage(envelope, size));
  }

  @Override
  public Verdict onDelivery(Envelope envelope, Recipient recipient, long size) {
    enter(Callback.DELIVERY);
    return returned(conversation.onDelivery(envelope, recipient, size));
  }

  @Override
  public Verdict onCommand(Peer peer, Stage stage, String argument) {
    enter(Callback.COMMAND);
    return returned(conversation.onCommand(peer, stage, argument));
  }

  @Override
  public void onNotice(Peer peer, Notice notice) {
    enter(Callback.NOTICE);
    conversation.onNotice(peer, notice);
    calls.leave();
  }

  @Override
  public void onAbandon(Envelope envelope) {
    enter(Callback.ABANDON);
    conversation.onAbandon(envelope);
    calls.leave();
  }

  @Override
  public void onEnd(Ending ending) {
    enter(Callback.END);
    conversation.onEnd(ending);
    calls.leave();
  }
}

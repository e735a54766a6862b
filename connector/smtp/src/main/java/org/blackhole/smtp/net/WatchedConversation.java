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
 * does not return, or throws, can be named. On the event loop of the connection.
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

  @Override
  public Set<String> hidden(Peer peer) {
    enter(Callback.HIDDEN);
    try {
      return conversation.hidden(peer);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onConnect(Peer peer) {
    enter(Callback.CONNECT);
    try {
      return conversation.onConnect(peer);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onHelo(Peer peer) {
    enter(Callback.HELO);
    try {
      return conversation.onHelo(peer);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onStartTls(Peer peer) {
    enter(Callback.START_TLS);
    try {
      return conversation.onStartTls(peer);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Handshake onHandshake(Peer peer, @Nullable ClientHello hello) {
    enter(Callback.HANDSHAKE);
    try {
      return conversation.onHandshake(peer, hello);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onTls(Peer peer) {
    enter(Callback.TLS);
    try {
      return conversation.onTls(peer);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onAuth(Peer peer, Credentials credentials) {
    enter(Callback.AUTH);
    try {
      return conversation.onAuth(peer, credentials);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public @Nullable String password(Peer peer, String user) {
    enter(Callback.PASSWORD);
    try {
      return conversation.password(peer, user);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onMail(Envelope envelope) {
    enter(Callback.MAIL);
    try {
      return conversation.onMail(envelope);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onRecipient(Envelope envelope, Recipient recipient) {
    enter(Callback.RECIPIENT);
    try {
      return conversation.onRecipient(envelope, recipient);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onData(Envelope envelope) {
    enter(Callback.DATA);
    try {
      return conversation.onData(envelope);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public ContentInterest interest(Envelope envelope) {
    enter(Callback.INTEREST);
    try {
      return conversation.interest(envelope);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onContent(Envelope envelope, ByteBuffer content) {
    enter(Callback.CONTENT);
    try {
      return conversation.onContent(envelope, content);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onHeaders(Envelope envelope, Headers headers) {
    enter(Callback.HEADERS);
    try {
      return conversation.onHeaders(envelope, headers);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onMessage(Envelope envelope, long size) {
    enter(Callback.MESSAGE);
    try {
      return conversation.onMessage(envelope, size);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onDelivery(Envelope envelope, Recipient recipient, long size) {
    enter(Callback.DELIVERY);
    try {
      return conversation.onDelivery(envelope, recipient, size);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public Verdict onCommand(Peer peer, Stage stage, String argument) {
    enter(Callback.COMMAND);
    try {
      return conversation.onCommand(peer, stage, argument);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public void onNotice(Peer peer, Notice notice) {
    enter(Callback.NOTICE);
    try {
      conversation.onNotice(peer, notice);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public void onAbandon(Envelope envelope) {
    enter(Callback.ABANDON);
    try {
      conversation.onAbandon(envelope);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }

  @Override
  public void onEnd(Ending ending) {
    enter(Callback.END);
    try {
      conversation.onEnd(ending);
    } catch (RuntimeException | Error broken) {
      calls.throwing(broken);
      throw broken;
    } finally {
      calls.leave();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;

/** A session as the engine would carry it on, call for call. */
public final class Client {

  private final Peer peer;
  private final PolicyConversation conversation;
  private int messages;

  private Client(Peer peer, PolicyInForce policy, Decisions decisions) {
    this.peer = peer;
    this.conversation = new PolicyConversation(peer, policy, decisions);
  }

  /** Connects to the listener {@code mx}, which has no options. */
  public static Client of(PolicyInForce policy, long ordinal) {
    return of(policy, ordinal, "mx", Map.of());
  }

  public static Client of(
      PolicyInForce policy, long ordinal, String listener, Map<String, String> options) {
    return new Client(peer(ordinal, listener, options), policy, (rule, mode) -> {});
  }

  static Client of(PolicyInForce policy, long ordinal, Decisions decisions) {
    return new Client(peer(ordinal, "mx", Map.of()), policy, decisions);
  }

  /** A client of a listener. */
  public static Peer peer(long ordinal, String listener, Map<String, String> options) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    ListenerInfo info =
        new ListenerInfo(
            listener, Scheme.SMTP, StartTls.OFF, address, "mx.test", new HashMap<>(options));
    return new Peer(
        String.format("%016x", ordinal),
        ordinal,
        info,
        address,
        null,
        null,
        null,
        false,
        null,
        null);
  }

  Verdict connect() {
    return conversation.onConnect(peer);
  }

  /** Sends a message with these header fields, {@code Name: value} each. */
  public Verdict send(String... fields) {
    mail();
    return data(fields);
  }

  /** Sends a message many times over, making nothing for it. */
  void repeat(int times) {
    Envelope envelope = new Transaction(peer, 1);
    for (int i = 0; i < times; i++) {
      conversation.onMail(envelope);
      conversation.onMessage(envelope, 1000);
    }
  }

  /** Begins a message. */
  void mail() {
    messages++;
    conversation.onMail(new Transaction(peer, messages));
  }

  /** Ends a message that has begun. */
  Verdict data(String... fields) {
    Envelope envelope = new Transaction(peer, messages);
    conversation.onHeaders(envelope, new Fields(List.of(fields)));
    return conversation.onMessage(envelope, 1000);
  }

  /** Sends a message; gives the code of the answer. */
  public int code(String... fields) {
    return code(send(fields));
  }

  static int code(Verdict verdict) {
    return verdict.action() == Verdict.Action.PROCEED
        ? 250
        : Objects.requireNonNull(verdict.reply()).code();
  }

  private record Transaction(Peer peer, int ordinal) implements Envelope {

    @Override
    public Map<String, String> forwarded() {
      return Map.of();
    }

    @Override
    public String id() {
      return peer.session() + "." + ordinal;
    }

    @Override
    public Address sender() {
      return Address.NULL;
    }

    @Override
    public Map<String, String> parameters() {
      return Map.of();
    }

    @Override
    public long declaredSize() {
      return -1;
    }

    @Override
    public List<Recipient> recipients() {
      return List.of();
    }
  }
}

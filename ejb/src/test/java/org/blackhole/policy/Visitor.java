// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.blackhole.policy.count.Ledger;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/** A session that says anything, carried on call for call as the engine would. */
final class Visitor {

  private final PolicyConversation conversation;
  private final List<String> tags = new ArrayList<>();
  private Peer peer;
  private Letter letter;
  private int messages;

  Visitor(PolicyInForce policy, Peer peer, InstantSource clock) {
    this.peer = peer;
    this.letter = new Letter(peer, 0, Address.NULL, Map.of());
    this.conversation =
        new PolicyConversation(
            peer,
            policy.begin(peer.ordinal()),
            policy::current,
            Ledger.REAL,
            new Decisions() {
              @Override
              public void made(String rule, @Nullable String mode) {}

              @Override
              public void tagged(String tag) {
                tags.add(tag);
              }
            },
            clock);
  }

  /** A visitor of the listener {@code mx} from 192.0.2.1. */
  static Visitor of(PolicyInForce policy, long ordinal) {
    return new Visitor(
        policy, peer(ordinal, "192.0.2.1", "mx", Scheme.SMTP, Map.of()), InstantSource.system());
  }

  static Peer peer(
      long ordinal, String client, String listener, Scheme scheme, Map<String, String> options) {
    ListenerInfo info =
        new ListenerInfo(
            listener,
            scheme,
            scheme == Scheme.SMTPS ? StartTls.OFF : StartTls.OPTIONAL,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 25),
            "mx.test",
            options);
    return new Peer(
        String.format("%016x", ordinal),
        ordinal,
        info,
        new InetSocketAddress(literal(client), 50_000),
        null,
        null,
        null,
        false,
        null,
        null);
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getAllByName(address)[0]; // a literal: nothing is looked up
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** An address as the engine reads it: the last at sign parts it. */
  static Address address(String text) {
    return Address.of(text, text.lastIndexOf('@'));
  }

  Peer peer() {
    return peer;
  }

  List<String> tags() {
    return tags;
  }

  PolicyConversation conversation() {
    return conversation;
  }

  Verdict connect() {
    return conversation.onConnect(peer);
  }

  Verdict helo(String name) {
    peer = peer.greeted(name, true);
    return conversation.onHelo(peer);
  }

  Verdict startTls() {
    return conversation.onStartTls(peer);
  }

  Handshake handshake() {
    return conversation.onHandshake(peer, null);
  }

  Handshake hello(@Nullable String serverName) {
    return conversation.onHandshake(peer, new ClientHello(serverName));
  }

  /** The handshake is done. */
  Verdict encrypted(TlsFacts facts) {
    peer = peer.encrypted(facts);
    return conversation.onTls(peer);
  }

  Verdict auth(String user, String mechanism) {
    Verdict verdict = conversation.onAuth(peer, new Credentials(mechanism, user, null, "password"));
    if (isYes(verdict)) {
      peer = peer.authenticated(user, mechanism);
    }
    return verdict;
  }

  Verdict mail(String sender, String... parameters) {
    letter = new Letter(peer, messages + 1, address(sender), parameters(parameters));
    Verdict verdict = conversation.onMail(letter);
    if (isYes(verdict)) {
      messages++;
    }
    return verdict;
  }

  Verdict rcpt(String address, String... parameters) {
    Recipient recipient = new Recipient(address(address), parameters(parameters));
    Verdict verdict = conversation.onRecipient(letter, recipient);
    if (isYes(verdict)) {
      letter.add(recipient);
    }
    return verdict;
  }

  Verdict data() {
    return conversation.onData(letter);
  }

  Verdict headers(String... fields) {
    if (conversation.interest(letter) == ContentInterest.NONE) {
      return Verdict.proceed();
    }
    Verdict verdict = conversation.onHeaders(letter, new Fields(List.of(fields)));
    if (!isYes(verdict)) {
      conversation.onAbandon(letter);
    }
    return verdict;
  }

  Verdict message(long size) {
    return conversation.onMessage(letter, size);
  }

  /** LMTP: what the recipient of this number is answered. */
  Verdict delivery(int index, long size) {
    return conversation.onDelivery(letter, letter.recipients().get(index), size);
  }

  Verdict command(Stage stage) {
    return conversation.onCommand(peer, stage, "");
  }

  void abandon() {
    conversation.onAbandon(letter);
  }

  void end() {
    conversation.onEnd(Ending.QUIT);
  }

  /** A whole message from and to somebody; the last answer. */
  Verdict send(String sender, String recipient) {
    mail(sender);
    rcpt(recipient);
    data();
    headers();
    return message(1000);
  }

  static boolean isYes(Verdict verdict) {
    return switch (verdict.action()) {
      case PROCEED -> true;
      case REPLY -> Objects.requireNonNull(verdict.reply()).isPositive();
      default -> false;
    };
  }

  private static Map<String, String> parameters(String... given) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String each : given) {
      int sign = each.indexOf('=');
      String keyword = sign < 0 ? each : each.substring(0, sign);
      parameters.put(keyword.toUpperCase(Locale.ROOT), sign < 0 ? "" : each.substring(sign + 1));
    }
    return parameters;
  }
}

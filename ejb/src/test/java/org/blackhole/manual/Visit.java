// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.blackhole.policy.Decisions;
import org.blackhole.policy.PolicyConversation;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of clients, one after the other or, by {@code session}, side by side, carried on as the
 * engine would. Each step is a line of text, and so is what the policy says to it.
 */
final class Visit {

  private final PolicyInForce policy;
  private final Decisions decisions;
  private final List<String> tags = new ArrayList<>();
  private final Map<String, Guest> guests = new HashMap<>();
  private String current = "";
  private long ordinal;

  Visit(PolicyInForce policy) {
    this.policy = policy;
    this.decisions =
        new Decisions() {
          @Override
          public void made(String rule, @Nullable String mode) {}

          @Override
          public void tagged(String tag) {
            tags.add(tag);
          }
        };
  }

  /** One session. */
  private static final class Guest {
    private final PolicyConversation conversation;
    private Peer peer;
    private int messages;
    private @Nullable Parcel parcel;

    Guest(PolicyConversation conversation, Peer peer) {
      this.conversation = conversation;
      this.peer = peer;
    }

    Parcel parcel() {
      if (parcel == null) {
        throw new IllegalStateException("there is no transaction");
      }
      return parcel;
    }
  }

  /** Does what a line says, such as {@code rcpt me@here.test}; gives the answer in words. */
  String step(String line) throws UnknownHostException {
    List<String> words = Arrays.asList(line.strip().split(" +"));
    String verb = words.get(0);
    String rest = line.strip().substring(verb.length()).strip();
    tags.clear();
    if (verb.equals("session")) {
      current = rest;
      return "";
    }
    if (verb.equals("connect")) {
      return connect(words);
    }
    Guest guest = guests.get(current);
    if (guest == null) {
      throw new IllegalStateException("nobody is connected");
    }
    return switch (verb) {
      case "hidden" -> String.join(" ", new TreeSet<>(guest.conversation.hidden(guest.peer)));
      case "handshake" -> handshake(guest, rest);
      default -> words(verdict(guest, verb, rest, words));
    };
  }

  private String connect(List<String> words) throws UnknownHostException {
    String address = words.size() > 1 ? words.get(1) : "192.0.2.1";
    String listener = words.size() > 2 ? words.get(2) : "mx";
    Scheme scheme = listener.equals("smtps") ? Scheme.SMTPS : Scheme.SMTP;
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    ListenerInfo info =
        new ListenerInfo(listener, scheme, StartTls.OPTIONAL, here, "mx.test", Map.of());
    ordinal++;
    Peer peer =
        new Peer(
            String.format("%016x", ordinal),
            ordinal,
            info,
            new InetSocketAddress(InetAddress.getByName(address), 40000),
            null,
            null,
            null,
            false,
            null,
            null);
    Guest guest = new Guest(new PolicyConversation(peer, policy, decisions), peer);
    guests.put(current, guest);
    return words(guest.conversation.onConnect(peer));
  }

  private static String handshake(Guest guest, String name) {
    String serverName = name.isEmpty() ? null : name;
    Handshake handshake = guest.conversation.onHandshake(guest.peer, null);
    if (handshake.action() == Handshake.Action.AFTER_HELLO) {
      handshake = guest.conversation.onHandshake(guest.peer, new ClientHello(serverName));
    }
    return handshake.toString().toLowerCase(Locale.ROOT);
  }

  private static Verdict verdict(Guest guest, String verb, String rest, List<String> words) {
    PolicyConversation conversation = guest.conversation;
    return switch (verb) {
      case "helo" -> {
        guest.peer = guest.peer.greeted(rest, true);
        yield conversation.onHelo(guest.peer);
      }
      case "starttls" -> conversation.onStartTls(guest.peer);
      case "auth" ->
          conversation.onAuth(
              guest.peer, new Credentials("PLAIN", words.get(1), null, words.get(2)));
      case "mail" -> {
        guest.parcel = Parcel.of(guest.peer, ++guest.messages, words);
        yield conversation.onMail(guest.parcel());
      }
      case "rcpt" -> {
        String to = words.get(1);
        Recipient recipient = new Recipient(Address.of(to, to.lastIndexOf('@')), Map.of());
        Verdict verdict = conversation.onRecipient(guest.parcel(), recipient);
        if (isYes(verdict)) {
          guest.parcel().recipients().add(recipient);
        }
        yield verdict;
      }
      case "data" -> conversation.onData(guest.parcel());
      case "headers" -> conversation.onHeaders(guest.parcel(), Parcel.headers(rest));
      case "message" ->
          conversation.onMessage(guest.parcel(), rest.isEmpty() ? 1000 : Long.parseLong(rest));
      case "quit" -> {
        conversation.onEnd(Ending.QUIT);
        yield Verdict.proceed();
      }
      default ->
          conversation.onCommand(guest.peer, Stage.valueOf(verb.toUpperCase(Locale.ROOT)), rest);
    };
  }

  private static boolean isYes(Verdict verdict) {
    return switch (verdict.action()) {
      case PROCEED -> true;
      case REPLY -> verdict.reply() != null && verdict.reply().isPositive();
      default -> false;
    };
  }

  private String words(Verdict verdict) {
    StringBuilder out = new StringBuilder();
    switch (verdict.action()) {
      case PROCEED -> out.append("yes");
      case REPLY -> out.append(verdict.reply());
      case REPLY_THEN_CLOSE -> out.append(verdict.reply()).append(", then close");
      case HANG -> out.append("hang ").append(verdict.hold().toSeconds()).append('s');
      default -> out.append(verdict.action().name().toLowerCase(Locale.ROOT));
    }
    if (!verdict.delay().isZero()) {
      out.append(", after ").append(verdict.delay().toMillis()).append("ms");
    }
    if (verdict.throttle() != null) {
      out.append(", at most ")
          .append(verdict.throttle().read())
          .append("/s read and ")
          .append(verdict.throttle().write())
          .append("/s sent");
    }
    tags.forEach(tag -> out.append(", tagged ").append(tag));
    return out.toString();
  }
}

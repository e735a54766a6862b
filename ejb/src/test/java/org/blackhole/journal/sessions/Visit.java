// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.TlsFacts;

/** A session as the engine would tell of it: what a client says, and what it is answered. */
public final class Visit {

  static final Reply GREETING = Reply.of(220, "mx.example ESMTP");
  static final Reply HELLO = Reply.of(250, null, List.of("mx.example", "PIPELINING", "SIZE 1000"));
  static final Reply OK = Reply.of(250, "2.0.0", "OK");
  static final Reply GO_AHEAD = Reply.of(354, "End data with <CR><LF>.<CR><LF>");
  static final Reply BYE = Reply.of(221, "2.0.0", "Goodbye");

  private final Recording recording;
  private Peer peer;
  private long nanos;
  private int dismissals;
  private int messages;

  private Visit(Recorder recorder, Peer peer, long nanos) {
    this.peer = peer;
    this.nanos = nanos;
    this.recording = recorder.begin(peer, () -> dismissals++);
  }

  /** A session of this number from this address. */
  public static Visit to(Recorder recorder, long number, String client) {
    return to(recorder, number, client, 0);
  }

  /**
   * The same.
   *
   * @param nanos what the clock of the journal says
   */
  public static Visit to(Recorder recorder, long number, String client, long nanos) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(client), 4711);
      return new Visit(recorder, peer(number, address), nanos);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Peer peer(long number, InetSocketAddress address) {
    ListenerInfo listener =
        new ListenerInfo(
            "mx",
            Scheme.SMTP,
            StartTls.OPTIONAL,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 25),
            "mx.example",
            Map.of());
    return new Peer(
        HexFormat.of().toHexDigits(number),
        number,
        listener,
        address,
        null,
        null,
        null,
        false,
        null,
        null);
  }

  String id() {
    return peer.session();
  }

  Peer peer() {
    return peer;
  }

  int dismissals() {
    return dismissals;
  }

  /** So much later. */
  public Visit later(long millis) {
    nanos += millis * 1_000_000;
    return this;
  }

  public Visit say(String line) {
    byte[] octets = line.getBytes(StandardCharsets.UTF_8);
    return say(octets);
  }

  Visit say(byte[] octets) {
    recording.read(nanos, octets.length + 2);
    recording.command(octets, octets.length);
    return this;
  }

  public Visit hear(Reply reply) {
    recording.said(reply);
    return this;
  }

  /** A reply that is made anew. */
  public Visit hear(String reply) {
    return hear(Reply.parse(reply));
  }

  public Visit greet() {
    hear(GREETING).say("EHLO client.example");
    peer = peer.greeted("client.example", true);
    recording.known(peer);
    return hear(HELLO);
  }

  public Visit encrypt(String version) {
    peer = peer.encrypted(new TlsFacts(version, "TLS_AES_128_GCM_SHA256", "mx.example", null));
    recording.known(peer);
    return this;
  }

  Visit logIn(String user) {
    peer = peer.authenticated(user, "PLAIN");
    recording.known(peer);
    return this;
  }

  public Visit handshakeFails(String why) {
    recording.handshakeFailed(why);
    return this;
  }

  public Visit notice(Notice notice) {
    recording.noticed(notice);
    return this;
  }

  public Visit goOn() {
    recording.ignored();
    return this;
  }

  public Visit pipeline() {
    recording.pipelined();
    return this;
  }

  /** MAIL and RCPT that are taken. */
  public Visit envelope(String sender, String recipient) {
    say("MAIL FROM:<" + sender + ">");
    recording.proposed(mail(sender, -1));
    hear(OK).say("RCPT TO:<" + recipient + ">");
    recording.added(new Recipient(address(recipient), Map.of()));
    return hear(OK);
  }

  /** A recipient that is refused. */
  public Visit refused(String recipient, String reply) {
    return say("RCPT TO:<" + recipient + ">").hear(reply);
  }

  /** The content of a message, and its answer. */
  public Visit content(long size, String reply) {
    return content(size, reply, () -> {});
  }

  /** The same, and what happens before the answer. */
  Visit content(long size, String reply, Runnable before) {
    say("DATA").hear(GO_AHEAD);
    recording.content(size, true);
    before.run();
    int code = Integer.parseInt(reply.substring(0, 3));
    recording.answered(mail("", -1), code < 300, code);
    return hear(reply);
  }

  /** A message that declares its size. */
  public Visit sized(long declared, long size) {
    say("MAIL FROM:<> SIZE=" + declared).hear(OK).say("RCPT TO:<b@example>").hear(OK);
    say("DATA").hear(GO_AHEAD);
    recording.content(size, true);
    recording.answered(mail("", declared), true, 250);
    recording.queued(mail("", declared));
    return this;
  }

  /** A message that is taken. */
  public Visit mail(String sender, String recipient, long size) {
    envelope(sender, recipient).say("DATA").hear(GO_AHEAD);
    recording.content(size, true);
    recording.answered(mail(sender, -1), true, 250);
    recording.queued(mail(sender, -1));
    messages++;
    return this;
  }

  /** A message whose answer never comes. */
  public Visit unanswered(String sender, String recipient, long size) {
    envelope(sender, recipient).say("DATA").hear(GO_AHEAD);
    recording.content(size, true);
    recording.answered(mail(sender, -1), false, 0);
    return this;
  }

  public void quit() {
    say("QUIT").hear(BYE).end(Ending.QUIT);
  }

  public void end(Ending ending) {
    recording.at(nanos);
    recording.ended(ending);
  }

  private static Address address(String text) {
    return Address.of(text, text.indexOf('@'));
  }

  private Envelope mail(String sender, long declared) {
    int ordinal = messages + 1;
    Peer own = peer;
    return new Envelope() {
      @Override
      public Peer peer() {
        return own;
      }

      @Override
      public int ordinal() {
        return ordinal;
      }

      @Override
      public String id() {
        return own.session() + "." + ordinal + "@mx.example";
      }

      @Override
      public Address sender() {
        return address(sender);
      }

      @Override
      public Map<String, String> parameters() {
        return Map.of();
      }

      @Override
      public long declaredSize() {
        return declared;
      }

      @Override
      public Map<String, String> forwarded() {
        return Map.of();
      }

      @Override
      public List<Recipient> recipients() {
        return List.of();
      }
    };
  }
}

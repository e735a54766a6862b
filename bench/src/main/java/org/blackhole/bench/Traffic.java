// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;

/** What clients send: some messages that differ a little, over and over. */
public final class Traffic {

  private static final int MESSAGES = 64;

  /** The listener that they come to. */
  public static final ListenerInfo LISTENER =
      new ListenerInfo(
          "mx",
          Scheme.SMTP,
          StartTls.OFF,
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525),
          "mx.test",
          Map.of());

  private final Peer stranger =
      new Peer("0000000000000001", 1, LISTENER, address(), null, null, null, false, null, null);
  private final Peer peer = stranger.greeted("mail.example.test", true);
  private final List<Message> messages = new ArrayList<>();
  private int next;

  public Traffic() {
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(
          new Message(
              peer,
              address("alice" + i, "example.test"),
              new Recipient(address("Bob.Jones+" + i, "here.test"), Map.of()),
              new Fields(
                  List.of(
                      "Received", "Date", "From", "To", "Subject", "Message-ID", "MIME-Version"),
                  List.of(
                      "from mail.example.test by mx.test; Sat, 21 Nov 2026 09:00:00 +0000",
                      "Sat, 21 Nov 2026 09:00:00 +0000",
                      "Alice <alice" + i + "@example.test>",
                      "Bob Jones <bob.jones+" + i + "@here.test>",
                      "Minutes of the meeting no. " + i + ", and what to do next",
                      "<" + i + ".20261121@example.test>",
                      "1.0"))));
    }
  }

  private static Address address(String local, String domain) {
    return Address.of(local + "@" + domain, local.length());
  }

  private static InetSocketAddress address() {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 17}), 40_000);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 octets are an address", e);
    }
  }

  /** The client before it gave its name. */
  public Peer stranger() {
    return stranger;
  }

  /** The client. */
  Peer peer() {
    return peer;
  }

  /** The next message, begun anew. */
  Message next() {
    next = (next + 1) % MESSAGES;
    Message message = messages.get(next);
    message.begin();
    return message;
  }
}

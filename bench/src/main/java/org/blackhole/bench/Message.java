// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;

/** One message with its envelope, made before anything is measured. */
final class Message implements Envelope {

  private final Peer peer;
  private final Address sender;
  private final Recipient recipient;
  private final List<Recipient> recipients;
  private final Headers headers;
  private boolean accepted;

  Message(Peer peer, Address sender, Recipient recipient, Headers headers) {
    this.peer = peer;
    this.sender = sender;
    this.recipient = recipient;
    this.recipients = List.of(recipient);
    this.headers = headers;
  }

  void begin() {
    accepted = false;
  }

  void accept() {
    accepted = true;
  }

  Recipient recipient() {
    return recipient;
  }

  Headers headers() {
    return headers;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public int ordinal() {
    return 1;
  }

  @Override
  public String id() {
    return "0000000000000001.1";
  }

  @Override
  public Address sender() {
    return sender;
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
  public Map<String, String> forwarded() {
    return Map.of();
  }

  @Override
  public List<Recipient> recipients() {
    return accepted ? recipients : List.of();
  }
}

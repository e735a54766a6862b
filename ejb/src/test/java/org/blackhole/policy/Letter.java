// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;

/** A transaction of a {@link Visitor}. */
final class Letter implements Envelope {

  private final Peer peer;
  private final int ordinal;
  private final Address sender;
  private final Map<String, String> parameters;
  private final List<Recipient> recipients = new ArrayList<>();
  private final List<Recipient> view = Collections.unmodifiableList(recipients);

  Letter(Peer peer, int ordinal, Address sender, Map<String, String> parameters) {
    this.peer = peer;
    this.ordinal = ordinal;
    this.sender = sender;
    this.parameters = parameters;
  }

  void add(Recipient recipient) {
    recipients.add(recipient);
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public int ordinal() {
    return ordinal;
  }

  @Override
  public String id() {
    return peer.session() + "." + ordinal + "@mx.test";
  }

  @Override
  public Address sender() {
    return sender;
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public long declaredSize() {
    return Long.parseLong(parameters.getOrDefault("SIZE", "-1"));
  }

  @Override
  public Map<String, String> forwarded() {
    return Map.of();
  }

  @Override
  public List<Recipient> recipients() {
    return view;
  }
}

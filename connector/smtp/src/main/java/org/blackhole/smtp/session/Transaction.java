// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;

/** A mail transaction (RFC 5321 3.3). It exists or it does not: no flag stands beside it. */
final class Transaction implements Envelope {

  private final Peer peer;
  private final int ordinal;
  private final String hostname;
  private final Address sender;
  private final Map<String, String> parameters;
  private final long declaredSize;
  private final List<Recipient> recipients = new ArrayList<>(1);

  Transaction(
      Peer peer,
      int ordinal,
      String hostname,
      Address sender,
      Map<String, String> parameters,
      long declaredSize) {
    this.peer = peer;
    this.ordinal = ordinal;
    this.hostname = hostname;
    this.sender = sender;
    this.parameters = parameters;
    this.declaredSize = declaredSize;
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
    return peer.session() + "." + ordinal + "@" + hostname;
  }

  @Override
  public Address sender() {
    return sender;
  }

  @Override
  public Map<String, String> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public long declaredSize() {
    return declaredSize;
  }

  @Override
  public List<Recipient> recipients() {
    return Collections.unmodifiableList(recipients);
  }
}

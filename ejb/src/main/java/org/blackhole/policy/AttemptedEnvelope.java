// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;

/** The transaction of a {@link Trial}. For its thread. */
final class AttemptedEnvelope implements Envelope {

  private final Peer peer;
  private final Attempt attempt;
  private final List<Recipient> recipients = new ArrayList<>();

  AttemptedEnvelope(Peer peer, Attempt attempt) {
    this.peer = peer;
    this.attempt = attempt;
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
    return 1;
  }

  @Override
  public String id() {
    return peer.session() + ".1@" + peer.listener().hostname();
  }

  @Override
  public Address sender() {
    return Objects.requireNonNullElse(attempt.sender(), Address.NULL);
  }

  @Override
  public Map<String, String> parameters() {
    return attempt.size() == null ? Map.of() : Map.of("SIZE", attempt.size().toString());
  }

  @Override
  public long declaredSize() {
    return attempt.size() == null ? -1 : attempt.size();
  }

  @Override
  public Map<String, String> forwarded() {
    return Map.of();
  }

  @Override
  public List<Recipient> recipients() {
    return Collections.unmodifiableList(recipients);
  }
}

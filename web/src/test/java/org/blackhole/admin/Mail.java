// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;

/** The first transaction of a session, of which nothing but the session matters. */
record Mail(Peer peer) implements Envelope {

  @Override
  public int ordinal() {
    return 1;
  }

  @Override
  public String id() {
    return peer.session() + ".1@mx.test";
  }

  @Override
  public Address sender() {
    return Address.of("sender@test", 6);
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
    return List.of();
  }
}

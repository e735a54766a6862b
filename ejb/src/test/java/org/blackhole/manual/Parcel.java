// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.Fields;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;

/** A transaction, with recipients that are added as they are accepted. */
record Parcel(
    Peer peer,
    int ordinal,
    Address sender,
    Map<String, String> parameters,
    List<Recipient> recipients)
    implements Envelope {

  /** Of {@code mail sender KEY=value …}; {@code <>} is the null sender. */
  static Parcel of(Peer peer, int ordinal, List<String> words) {
    String from = words.get(1);
    Map<String, String> parameters = new HashMap<>();
    for (String word : words.subList(2, words.size())) {
      int is = word.indexOf('=');
      parameters.put(word.substring(0, is), word.substring(is + 1));
    }
    Address sender = from.equals("<>") ? Address.NULL : Address.of(from, from.lastIndexOf('@'));
    return new Parcel(peer, ordinal, sender, parameters, new ArrayList<>());
  }

  @Override
  public String id() {
    return peer.session() + "." + ordinal;
  }

  @Override
  public long declaredSize() {
    return Long.parseLong(parameters.getOrDefault("SIZE", "-1"));
  }

  @Override
  public Map<String, String> forwarded() {
    return Map.of();
  }

  /** Header fields, separated by {@code ;}. */
  static Headers headers(String text) {
    return new Fields(text.isEmpty() ? List.of() : List.of(text.split(" *; *")));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.jspecify.annotations.Nullable;

/** A mail transaction (RFC 5321 3.3). It exists or it does not: no flag stands beside it. */
final class Transaction implements Envelope {

  private final Peer peer;
  private final int ordinal;
  private final String hostname;
  private final Address sender;
  private final Map<String, String> parameters;
  private final long declaredSize;
  private final Recipients recipients = new Recipients();
  private final Map<String, String> forwarded;
  private @Nullable Set<String> domains;
  private boolean chunked;
  private boolean dsn;

  Transaction(
      Peer peer,
      int ordinal,
      String hostname,
      Address sender,
      Map<String, String> parameters,
      long declaredSize,
      Map<String, String> forwarded) {
    this.peer = peer;
    this.ordinal = ordinal;
    this.hostname = hostname;
    this.sender = sender;
    this.parameters = parameters.isEmpty() ? parameters : Collections.unmodifiableMap(parameters);
    this.declaredSize = declaredSize;
    this.forwarded = forwarded;
    this.dsn = MailParameters.usesDsn(parameters);
  }

  void add(Recipient recipient) {
    recipients.join(recipient);
    if (domains != null) {
      domains.add(domain(recipient.address()));
    }
  }

  int count() {
    return recipients.size();
  }

  /** How many domains its recipients would have with this one. */
  int domainsWith(Address another) {
    Set<String> known = domains;
    if (known == null) {
      known = new HashSet<>();
      for (Recipient recipient : recipients) {
        known.add(domain(recipient.address()));
      }
      domains = known;
    }
    return known.size() + (known.contains(domain(another)) ? 0 : 1);
  }

  private static String domain(Address address) {
    return address.domain().toLowerCase(Locale.ROOT);
  }

  /** A recipient has parameters of RFC 3461; whether those are the transaction's first. */
  boolean beginsDsn() {
    boolean first = !dsn;
    dsn = true;
    return first;
  }

  /** Its content comes by BDAT (RFC 3030). */
  void chunks() {
    chunked = true;
  }

  boolean isChunked() {
    return chunked;
  }

  /** BODY=BINARYMIME (RFC 3030 3). */
  boolean isBinary() {
    return MailParameters.BINARYMIME.equalsIgnoreCase(
        parameters.getOrDefault(MailParameters.BODY, ""));
  }

  /** SMTPUTF8 was announced (RFC 6531 3.4). */
  boolean isUtf8() {
    return parameters.containsKey(MailParameters.SMTPUTF8);
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
    return parameters;
  }

  @Override
  public long declaredSize() {
    return declaredSize;
  }

  @Override
  public Map<String, String> forwarded() {
    return forwarded;
  }

  @Override
  public List<Recipient> recipients() {
    return recipients;
  }
}

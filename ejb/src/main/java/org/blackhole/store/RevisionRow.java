// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.blackhole.policy.Fault;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.Revision;
import org.blackhole.store.StrictJson.NotJsonException;
import org.jspecify.annotations.Nullable;

/** A revision as the database has it. Its number is the primary key: it is given once only. */
@Entity
@Table(name = "policy_revision")
public class RevisionRow {

  @Id
  @Column(name = "revision")
  private long number;

  @Column(name = "made_at")
  private OffsetDateTime at = utc(Instant.EPOCH);

  @Column(name = "made_by")
  private String by = "";

  private String why = "";
  private String document = "";
  private long seed;

  @Column(name = "expires_at")
  private @Nullable OffsetDateTime expiresAt;

  @Column(name = "goes_back_to")
  private @Nullable String back;

  /** For the persistence provider. */
  protected RevisionRow() {}

  RevisionRow(Revision revision) {
    this.number = revision.number();
    this.at = utc(revision.at());
    this.by = revision.by();
    this.why = revision.why();
    this.document = text(revision.document());
    this.seed = revision.seed();
    Revision.@Nullable Expiry expiry = revision.expiry();
    this.expiresAt = expiry == null ? null : utc(expiry.at());
    this.back = expiry == null ? null : text(expiry.back());
  }

  long number() {
    return number;
  }

  /** Whether it was made of this revision. Told by its text: that is what the database keeps. */
  boolean holds(Revision revision) {
    RevisionRow made = new RevisionRow(revision);
    return number == made.number
        && at.isEqual(made.at)
        && by.equals(made.by)
        && why.equals(made.why)
        && seed == made.seed
        && document.equals(made.document);
  }

  /**
   * What it says.
   *
   * @throws InvalidPolicyException if its documents cannot be understood
   */
  Revision revision() {
    return new Revision(number, read(document), seed, at.toInstant(), by, why, expiry());
  }

  private Revision.@Nullable Expiry expiry() {
    if (expiresAt == null) {
      return null;
    }
    if (back == null) {
      throw new InvalidPolicyException(
          List.of(new Fault(Pointer.ROOT.fragment(), "what it goes back to is missing")));
    }
    return new Revision.Expiry(expiresAt.toInstant(), read(back));
  }

  // Told with its offset: without one, an hour in autumn would be two.
  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static String text(PolicyDocument document) {
    return PolicyJson.write(document).toString();
  }

  private static PolicyDocument read(String text) {
    try {
      return PolicyJson.document(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NotJsonException e) {
      throw new InvalidPolicyException(
          List.of(new Fault(Pointer.ROOT.fragment(), "the document " + e.what())));
    }
  }
}

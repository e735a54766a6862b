// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.Revision;
import org.jspecify.annotations.Nullable;

/** A revision from and to JSON, as it is kept. */
final class RevisionJson {

  private static final List<String> KNOWN =
      List.of("revision", "at", "by", "why", "policy", "seed", "expires");
  private static final List<String> EXPIRES = List.of("at", "back");

  private RevisionJson() {}

  /**
   * @throws org.blackhole.policy.InvalidPolicyException with all faults
   */
  static Revision read(JsonObject json) {
    Faults faults = new Faults();
    Pointer at = Pointer.ROOT;
    Members.requireKnown(json, KNOWN, at, faults);
    long number = required(Members.integer(json, "revision", at, faults), "revision", faults, 1L);
    if (number < 1) {
      faults.add(at.member("revision"), "must be 1 or more");
    }
    PolicyDocument document = document(json, "policy", at, faults);
    Long seed = Members.integer(json, "seed", at, faults).orElse(null);
    Revision read =
        new Revision(
            number,
            document,
            Revision.seed(document, seed),
            instant(json, at, faults),
            Members.text(json, "by", at, faults).orElse(""),
            Members.text(json, "why", at, faults).orElse(""),
            Members.object(json, "expires", at, faults)
                .map(expires -> expiry(expires, at.member("expires"), faults))
                .orElse(null));
    faults.throwIfAny();
    return read;
  }

  static JsonObject write(Revision revision) {
    JsonObjectBuilder out =
        Json.createObjectBuilder()
            .add("revision", revision.number())
            .add("at", revision.at().toString())
            .add("by", revision.by())
            .add("why", revision.why())
            .add("policy", PolicyJson.write(revision.document()))
            .add("seed", revision.seed());
    Revision.@Nullable Expiry expiry = revision.expiry();
    if (expiry != null) {
      out.add(
          "expires",
          Json.createObjectBuilder()
              .add("at", expiry.at().toString())
              .add("back", PolicyJson.write(expiry.back())));
    }
    return out.build();
  }

  private static Revision.Expiry expiry(JsonObject json, Pointer at, Faults faults) {
    Members.requireKnown(json, EXPIRES, at, faults);
    return new Revision.Expiry(instant(json, at, faults), document(json, "back", at, faults));
  }

  private static PolicyDocument document(JsonObject json, String name, Pointer at, Faults faults) {
    Pointer here = at.member(name);
    if (!json.containsKey(name)) {
      faults.add(here, "is missing");
    }
    return Members.object(json, name, at, faults)
        .map(document -> PolicyJson.document(document, here, faults))
        .orElse(PolicyDocument.DEFAULT);
  }

  private static Instant instant(JsonObject json, Pointer at, Faults faults) {
    Optional<String> text = Members.text(json, "at", at, faults);
    try {
      return Instant.parse(text.orElse(""));
    } catch (DateTimeException e) {
      faults.add(at.member("at"), "must be a time such as 2026-11-01T12:00:00Z");
      return Instant.EPOCH;
    }
  }

  private static long required(Optional<Long> value, String name, Faults faults, long otherwise) {
    if (value.isEmpty()) {
      faults.add(Pointer.ROOT.member(name), "must be a whole number");
    }
    return value.orElse(otherwise);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.blackhole.policy.Revision;
import org.blackhole.store.PolicyJson;
import org.jspecify.annotations.Nullable;

/** How a revision looks in JSON. Pure. */
final class RevisionView {

  private RevisionView() {}

  /**
   * Without its document.
   *
   * @param before the revision before it; null if there is none, or none that can be read
   */
  static JsonObjectBuilder of(Revision revision, @Nullable Revision before) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("revision", revision.number())
            .add("by", revision.by())
            .add("at", revision.at().toString())
            .add("why", revision.why());
    if (revision.expiry() != null) {
      json.add("expires", revision.expiry().at().toString());
    }
    if (before != null) {
      json.add("difference", difference(before, revision));
    }
    return json;
  }

  /** With its document. */
  static JsonObject whole(Revision revision, @Nullable Revision before) {
    return of(revision, before).add("policy", PolicyJson.write(revision.document())).build();
  }

  /** RFC 6902. */
  private static JsonArray difference(Revision from, Revision to) {
    return Json.createDiff(PolicyJson.write(from.document()), PolicyJson.write(to.document()))
        .toJsonArray();
  }
}

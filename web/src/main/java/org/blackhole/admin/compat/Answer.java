// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.json.JsonValue;
import org.blackhole.admin.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with.
 *
 * @param mediaType of the body; null if there is none
 */
record Answer(int status, @Nullable String mediaType, String body) {

  static Answer empty(int status) {
    return new Answer(status, null, "");
  }

  static Answer json(JsonValue value) {
    return new Answer(200, "application/json", value.toString());
  }

  static Answer text(int status, String text) {
    return new Answer(status, "text/plain;charset=UTF-8", text);
  }

  static Answer problem(int status, String detail, String path) {
    return new Answer(
        status, Problem.MEDIA_TYPE, Problem.of(status, detail).toJson(path).toString());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reply of a rule that gives one in a single line. */
record SmtpReply(int code, String text) {

  private static final Pattern FORM = Pattern.compile("(\\d{3})(?: (.*))?");

  /** That of a rule; empty if it does something else. */
  static Optional<SmtpReply> of(JsonObject rule) {
    if (rule.get("then") instanceof JsonObject then
        && then.get("reply") instanceof JsonString reply) {
      Matcher form = FORM.matcher(reply.getString());
      if (form.matches()) {
        String text = form.group(2);
        return Optional.of(
            new SmtpReply(Integer.parseInt(form.group(1)), text == null ? "" : text));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return code + " " + text;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.blackhole.admin.PolicyChanges;

/**
 * MailHog's chaos monkey. He is there or not; who invites him again without saying how gets him as
 * he was last.
 */
@Singleton
public final class MailhogJim implements Tool {

  private final ToolRules rules;
  private volatile Jim last = Jim.usual();

  @Inject
  public MailhogJim(PolicyChanges changes) {
    this.rules = new ToolRules(changes, Jim.PREFIX);
  }

  @Override
  public String setting() {
    return "compat.mailhog";
  }

  @Override
  public String path() {
    return "/compat/mailhog/api/v2/jim";
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET", "POST", "PUT", "DELETE");
  }

  @Override
  public Answer answer(String method, byte[] body, String by) {
    List<JsonObject> now = rules.list();
    if (method.equals("POST")) {
      return now.isEmpty() ? invite(body, by) : refusal("Jim is here already.");
    }
    if (now.isEmpty()) {
      return Answer.problem(404, "Jim is not here; POST invites him.", path());
    }
    return switch (method) {
      case "PUT" -> {
        put(Jim.read(ToolBody.object(body)), by);
        yield Answer.empty(200);
      }
      case "DELETE" -> {
        rules.replace(List.of(), by, "MailHog Jim leaves");
        yield Answer.empty(200);
      }
      default -> Answer.json(Jim.of(now, rules).toJson());
    };
  }

  /** A body that cannot be read is none to MailHog. */
  private Answer invite(byte[] body, String by) {
    Jim jim;
    try {
      jim = Jim.read(ToolBody.object(body));
    } catch (BadCallException e) {
      jim = last;
    }
    put(jim, by);
    return Answer.empty(201);
  }

  private void put(Jim jim, String by) {
    rules.replace(jim.toRules(), by, "MailHog Jim");
    last = jim;
  }
}

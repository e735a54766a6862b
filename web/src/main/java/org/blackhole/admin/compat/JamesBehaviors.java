// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackhole.admin.PolicyChanges;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.count.Matches;

/** The behaviours of James' mock server: a list, of which the first that fits answers. */
@Singleton
public final class JamesBehaviors implements Tool {

  private static final String PREFIX = "james-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,9})-\\d+");

  private final PolicyInForce policy;
  private final ToolRules rules;

  @Inject
  public JamesBehaviors(PolicyInForce policy, PolicyChanges changes) {
    this.policy = policy;
    this.rules = new ToolRules(changes, PREFIX);
  }

  @Override
  public String setting() {
    return "compat.james";
  }

  @Override
  public String path() {
    return "/compat/james/smtpBehaviors";
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET", "PUT", "DELETE");
  }

  @Override
  public Answer answer(String method, byte[] body, String by) {
    return switch (method) {
      case "PUT" -> {
        rules.replace(wanted(body), by, "James behaviours");
        yield Answer.empty(204);
      }
      case "DELETE" -> {
        rules.replace(List.of(), by, "James behaviours");
        yield Answer.empty(204);
      }
      default -> Answer.json(remaining());
    };
  }

  private List<JsonObject> wanted(byte[] body) {
    List<Behavior> behaviors = new ArrayList<>();
    for (JsonValue each : ToolBody.list(body)) {
      if (!(each instanceof JsonObject behavior)) {
        throw new BadCallException("A behaviour has to be an object.");
      }
      behaviors.add(Behavior.read(behavior));
    }
    // Under new names, as what has been asked for anew is counted anew.
    int series = series() + 1;
    List<JsonObject> wanted = new ArrayList<>();
    for (int i = 0; i < behaviors.size(); i++) {
      wanted.add(behaviors.get(i).toRule(PREFIX + series + "-" + (i + 1)));
    }
    return wanted;
  }

  private int series() {
    return rules.list().stream()
        .map(rule -> NAME.matcher(rule.getString("name")))
        .filter(Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)))
        .max()
        .orElse(0);
  }

  /** Those that may answer still. */
  private JsonValue remaining() {
    JsonArrayBuilder list = Json.createArrayBuilder();
    rules.list().stream()
        .filter(rule -> !isSpent(rule.getString("name")))
        .flatMap(rule -> Behavior.of(rule).stream())
        .forEach(behavior -> list.add(behavior.toJson()));
    return list.build();
  }

  private boolean isSpent(String name) {
    Matches matches = policy.current().counts().matches(name);
    return matches != null
        && matches.script().isSpent(matches.snapshot().getOrDefault(List.of(), 0L));
  }
}

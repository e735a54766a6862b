// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A behaviour of James' mock server, from and to JSON and a rule. Immutable.
 *
 * @param part what its argument has to contain; null if any will do
 * @param times how often it acts; 0 is without end
 */
record Behavior(Command command, @Nullable String part, SmtpReply reply, int times) {

  /** The commands by James' names, and what of them can be looked into. */
  enum Command {
    RCPT_TO("RCPT TO", Stage.RCPT, "recipient"),
    EHLO("EHLO", Stage.HELO, "helo"),
    MAIL_FROM("MAIL FROM", Stage.MAIL, "sender"),
    DATA("DATA", Stage.MESSAGE, null),
    RSET("RSET", Stage.RSET, null),
    VRFY("VRFY", Stage.VRFY, null),
    NOOP("NOOP", Stage.NOOP, null),
    QUIT("QUIT", Stage.QUIT, null);

    private final String label;
    private final Stage stage;
    private final @Nullable String field;

    Command(String label, Stage stage, @Nullable String field) {
      this.label = label;
      this.stage = stage;
      this.field = field;
    }
  }

  private static final String EXPRESSION = "re:";
  private static final String META = "\\.+*?()|[]{}^$";

  static Behavior read(JsonObject json) {
    requireOnly(json, Set.of("command", "condition", "response", "numberOfAnswer"));
    Command command = command(text(json, "command"));
    JsonObject response = object(json, "response");
    requireOnly(response, Set.of("code", "message", "rejected"));
    return new Behavior(
        command,
        part(object(json, "condition"), command),
        new SmtpReply(whole(response, "code"), text(response, "message")),
        times(json));
  }

  /** From a rule that one has become; empty if it has been changed into something else. */
  static Optional<Behavior> of(JsonObject rule) {
    String at = rule.getString("at", "");
    Optional<Command> command =
        Arrays.stream(Command.values()).filter(each -> each.stage.label().equals(at)).findFirst();
    Optional<SmtpReply> reply = SmtpReply.of(rule);
    if (command.isEmpty() || reply.isEmpty()) {
      return Optional.empty();
    }
    String field = command.get().field;
    String part = null;
    if (field != null
        && rule.get("when") instanceof JsonObject when
        && when.get(field) instanceof JsonString expression
        && expression.getString().startsWith(EXPRESSION)) {
      part = unquoted(expression.getString().substring(EXPRESSION.length()));
    }
    int times = rule.get("script") instanceof JsonObject script ? script.getInt("times", 0) : 0;
    return Optional.of(new Behavior(command.get(), part, reply.get(), times));
  }

  JsonObject toRule(String name) {
    JsonObjectBuilder rule =
        Json.createObjectBuilder().add("name", name).add("at", command.stage.label());
    if (part != null && command.field != null) {
      rule.add("when", Json.createObjectBuilder().add(command.field, EXPRESSION + quoted(part)));
    }
    if (times > 0) {
      rule.add("script", Json.createObjectBuilder().add("times", times));
    }
    return rule.add("then", Json.createObjectBuilder().add("reply", reply.toString())).build();
  }

  /** A behaviour refuses if its code does: James never looks at what it is told of that. */
  JsonObject toJson() {
    JsonObjectBuilder condition = Json.createObjectBuilder();
    condition.add("operator", part == null ? "matchAll" : "contains");
    if (part != null) {
      condition.add("matchingValue", part);
    }
    return Json.createObjectBuilder()
        .add("condition", condition)
        .add(
            "response",
            Json.createObjectBuilder()
                .add("code", reply.code())
                .add("message", reply.text())
                .add("rejected", reply.code() >= 400))
        .add("command", command.label)
        .add("numberOfAnswer", times == 0 ? JsonValue.NULL : Json.createValue(times))
        .build();
  }

  private static Command command(String label) {
    return Arrays.stream(Command.values())
        .filter(each -> each.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new BadCallException("There is no such command: " + label + "."));
  }

  private static @Nullable String part(JsonObject condition, Command command) {
    requireOnly(condition, Set.of("operator", "matchingValue"));
    boolean valued = condition.containsKey("matchingValue");
    switch (text(condition, "operator")) {
      case "matchAll" -> {
        if (valued) {
          throw new BadCallException("matchAll takes no matchingValue.");
        }
        return null;
      }
      case "contains" -> {
        if (command.field == null) {
          throw new BadCallException(
              command.label + " takes matchAll alone here: its argument is not looked into.");
        }
        return text(condition, "matchingValue");
      }
      default -> throw new BadCallException("An operator is contains or matchAll.");
    }
  }

  private static int times(JsonObject json) {
    if (!json.containsKey("numberOfAnswer") || json.isNull("numberOfAnswer")) {
      return 0;
    }
    int times = whole(json, "numberOfAnswer");
    if (times < 1) {
      throw new BadCallException("numberOfAnswer has to be positive.");
    }
    return times;
  }

  private static void requireOnly(JsonObject json, Set<String> known) {
    json.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new BadCallException("There is no member " + name + " here.");
            });
  }

  private static JsonObject object(JsonObject json, String name) {
    if (json.get(name) instanceof JsonObject object) {
      return object;
    }
    throw new BadCallException(name + " has to be an object.");
  }

  private static String text(JsonObject json, String name) {
    if (json.get(name) instanceof JsonString text) {
      return text.getString();
    }
    throw new BadCallException(name + " has to be a text.");
  }

  private static int whole(JsonObject json, String name) {
    if (json.get(name) instanceof JsonNumber) {
      return ToolBody.whole(json, name);
    }
    throw new BadCallException(name + " has to be a whole number.");
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (META.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  private static String unquoted(String expression) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\' && i + 1 < expression.length()) {
        c = expression.charAt(++i);
      }
      out.append(c);
    }
    return out.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.blackhole.admin.PolicyChanges;
import org.blackhole.smtp.api.Stage;

/**
 * Mailpit's chaos: a reply code and a percentage for senders, recipients and log-ins. What a PUT
 * leaves out goes back to where it began.
 */
@Singleton
public final class MailpitChaos implements Tool {

  private static final String PREFIX = "mailpit-";

  private enum Trigger {
    SENDER("Sender", "sender", Stage.MAIL, 451),
    RECIPIENT("Recipient", "recipient", Stage.RCPT, 451),
    AUTHENTICATION("Authentication", "authentication", Stage.AUTH, 535);

    private final String member;
    private final String word;
    private final Stage stage;
    private final int usual;

    Trigger(String member, String word, Stage stage, int usual) {
      this.member = member;
      this.word = word;
      this.stage = stage;
      this.usual = usual;
    }

    private String rule() {
      return PREFIX + word;
    }
  }

  private record Setting(int code, int percent) {}

  private final ToolRules rules;

  @Inject
  public MailpitChaos(PolicyChanges changes) {
    this.rules = new ToolRules(changes, PREFIX);
  }

  @Override
  public String setting() {
    return "compat.mailpit";
  }

  @Override
  public String path() {
    return "/compat/mailpit/api/v1/chaos";
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET", "PUT");
  }

  @Override
  public Answer answer(String method, byte[] body, String by) {
    return Answer.json(
        method.equals("GET")
            ? view(rules.list())
            : view(rules.replace(wanted(ToolBody.object(body)), by, "Mailpit chaos")));
  }

  /** Mailpit tells an error as bare text. */
  @Override
  public Answer refusal(String why) {
    return Answer.text(400, why);
  }

  private List<JsonObject> wanted(JsonObject body) {
    List<JsonObject> wanted = new ArrayList<>();
    for (Trigger trigger : Trigger.values()) {
      Setting setting = read(body, trigger);
      // A code of its own is remembered by a rule that never acts.
      if (setting.percent() > 0 || setting.code() != trigger.usual) {
        wanted.add(rule(trigger, setting));
      }
    }
    return wanted;
  }

  private static Setting read(JsonObject body, Trigger trigger) {
    JsonValue value = ToolBody.member(body, trigger.member);
    if (value == null) {
      return new Setting(trigger.usual, 0);
    }
    if (!(value instanceof JsonObject object)) {
      throw new BadCallException(trigger.member + " has to be an object");
    }
    int code = ToolBody.whole(object, "ErrorCode");
    int percent = ToolBody.whole(object, "Probability");
    if (code == 0) {
      code = trigger.usual;
    }
    if (code < 400 || code > 599) {
      throw new BadCallException("error code must be between 400 and 599");
    }
    if (percent < 0 || percent > 100) {
      throw new BadCallException("probability must be between 0 and 100");
    }
    return new Setting(code, percent);
  }

  private static JsonObject rule(Trigger trigger, Setting setting) {
    BigDecimal chance = ToolBody.plain(BigDecimal.valueOf(setting.percent(), 2));
    return Json.createObjectBuilder()
        .add("name", trigger.rule())
        .add("at", trigger.stage.label())
        .add("when", Json.createObjectBuilder().add("chance", chance))
        .add(
            "then",
            Json.createObjectBuilder()
                .add("reply", setting.code() + " Chaos " + trigger.word + " error"))
        .build();
  }

  private JsonObject view(List<JsonObject> inForce) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    Arrays.stream(Trigger.values())
        .forEach(
            trigger ->
                json.add(trigger.member, view(rules.find(inForce, trigger.rule()), trigger)));
    return json.build();
  }

  private static JsonObject view(JsonObject rule, Trigger trigger) {
    int percent =
        ToolRules.chance(rule).movePointRight(2).setScale(0, RoundingMode.HALF_UP).intValue();
    return Json.createObjectBuilder()
        .add("ErrorCode", SmtpReply.of(rule).map(SmtpReply::code).orElse(trigger.usual))
        .add("Probability", percent)
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.rule.RateRange;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Throttle;

/** What MailHog's chaos monkey is set to, from and to JSON and rules. Immutable. */
record Jim(Map<Field, BigDecimal> values) {

  static final String PREFIX = "mailhog-";

  /** In the order of MailHog's own JSON, with its defaults. */
  enum Field {
    DISCONNECT("DisconnectChance", "0.005"),
    ACCEPT("AcceptChance", "0.99"),
    LINK_SPEED_AFFECT("LinkSpeedAffect", "0.1"),
    LINK_SPEED_MIN("LinkSpeedMin", "1024"),
    LINK_SPEED_MAX("LinkSpeedMax", "10240"),
    REJECT_SENDER("RejectSenderChance", "0.05"),
    REJECT_RECIPIENT("RejectRecipientChance", "0.05"),
    REJECT_AUTH("RejectAuthChance", "0.05");

    private final String member;
    private final BigDecimal usual;

    Field(String member, String usual) {
      this.member = member;
      this.usual = new BigDecimal(usual);
    }
  }

  private static final String ACCEPT = PREFIX + "accept";
  private static final String LINK_SPEED = PREFIX + "link-speed";
  private static final String DISCONNECT = PREFIX + "disconnect";
  private static final String SENDER = PREFIX + "sender";
  private static final String RECIPIENT = PREFIX + "recipient";
  private static final String AUTH = PREFIX + "auth";

  // Where MailHog rolls the dice: whenever something has been read.
  private static final List<Stage> DISCONNECTS =
      List.of(
          Stage.HELO,
          Stage.AUTH,
          Stage.MAIL,
          Stage.RCPT,
          Stage.DATA,
          Stage.MESSAGE,
          Stage.VRFY,
          Stage.EXPN,
          Stage.ETRN,
          Stage.RSET,
          Stage.NOOP,
          Stage.HELP);

  Jim {
    values = Map.copyOf(values);
  }

  static Jim usual() {
    Map<Field, BigDecimal> values = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      values.put(field, field.usual);
    }
    return new Jim(values);
  }

  /** What is missing is 0. */
  static Jim read(JsonObject body) {
    Map<Field, BigDecimal> values = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      values.put(field, ToolBody.number(body, field.member));
    }
    return new Jim(values);
  }

  /** From the rules that he became. */
  static Jim of(List<JsonObject> rules, ToolRules among) {
    Map<Field, BigDecimal> values = new EnumMap<>(Field.class);
    values.put(Field.ACCEPT, inverse(ToolRules.chance(among.find(rules, ACCEPT))));
    values.put(Field.DISCONNECT, ToolRules.chance(among.find(rules, DISCONNECT)));
    values.put(Field.REJECT_SENDER, ToolRules.chance(among.find(rules, SENDER)));
    values.put(Field.REJECT_RECIPIENT, ToolRules.chance(among.find(rules, RECIPIENT)));
    values.put(Field.REJECT_AUTH, ToolRules.chance(among.find(rules, AUTH)));
    JsonObject speed = among.find(rules, LINK_SPEED);
    values.put(Field.LINK_SPEED_AFFECT, ToolRules.chance(speed));
    boolean rated =
        speed.get("then") instanceof JsonObject then && then.get("throttle") instanceof JsonString;
    RateRange rate =
        rated
            ? RateRange.parse(speed.getJsonObject("then").getString("throttle"))
            : new RateRange(
                Field.LINK_SPEED_MIN.usual.longValue(), Field.LINK_SPEED_MAX.usual.longValue());
    values.put(Field.LINK_SPEED_MIN, BigDecimal.valueOf(rate.min()));
    values.put(Field.LINK_SPEED_MAX, BigDecimal.valueOf(rate.max()));
    return new Jim(values);
  }

  /** As rules; each is there even if its chance is 0, so that all of him can be read back. */
  List<JsonObject> toRules() {
    String rate = rate();
    JsonArrayBuilder disconnects = Json.createArrayBuilder();
    DISCONNECTS.forEach(stage -> disconnects.add(stage.label()));
    return List.of(
        rule(ACCEPT, Stage.CONNECT, inverse(chance(Field.ACCEPT)), closing()),
        rule(
            LINK_SPEED,
            Stage.CONNECT,
            chance(Field.LINK_SPEED_AFFECT),
            Json.createObjectBuilder().add("throttle", rate).add("throttleReplies", rate)),
        Json.createObjectBuilder()
            .add("name", DISCONNECT)
            .add("at", disconnects)
            .add("when", when(chance(Field.DISCONNECT)))
            .add("then", closing())
            .build(),
        rule(
            SENDER, Stage.MAIL, chance(Field.REJECT_SENDER), saying("550 Invalid sender {sender}")),
        rule(
            RECIPIENT,
            Stage.RCPT,
            chance(Field.REJECT_RECIPIENT),
            saying("550 Invalid recipient {recipient}")),
        rule(AUTH, Stage.AUTH, chance(Field.REJECT_AUTH), saying("500 Unrecognised command")));
  }

  JsonObject toJson() {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (Field field : Field.values()) {
      json.add(field.member, value(field));
    }
    return json.build();
  }

  private BigDecimal value(Field field) {
    return values.getOrDefault(field, BigDecimal.ZERO);
  }

  // MailHog takes any number: over 1 is always, under 0 never.
  private BigDecimal chance(Field field) {
    return value(field).max(BigDecimal.ZERO).min(BigDecimal.ONE);
  }

  private static BigDecimal inverse(BigDecimal chance) {
    return ToolBody.plain(BigDecimal.ONE.subtract(chance));
  }

  private String rate() {
    long one = octets(Field.LINK_SPEED_MIN);
    long other = octets(Field.LINK_SPEED_MAX);
    return Math.min(one, other) + "/s.." + Math.max(one, other) + "/s";
  }

  private long octets(Field field) {
    return value(field)
        .setScale(0, RoundingMode.HALF_UP)
        .max(BigDecimal.ONE)
        .min(BigDecimal.valueOf(Throttle.MAX))
        .longValue();
  }

  private static JsonObject rule(String name, Stage at, BigDecimal chance, JsonObjectBuilder then) {
    return Json.createObjectBuilder()
        .add("name", name)
        .add("at", at.label())
        .add("when", when(chance))
        .add("then", then)
        .build();
  }

  private static JsonObjectBuilder when(BigDecimal chance) {
    return Json.createObjectBuilder().add("chance", chance);
  }

  private static JsonObjectBuilder closing() {
    return Json.createObjectBuilder().add("close", true);
  }

  private static JsonObjectBuilder saying(String reply) {
    return Json.createObjectBuilder().add("reply", reply);
  }
}

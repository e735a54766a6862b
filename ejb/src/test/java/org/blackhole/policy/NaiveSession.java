// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.blackhole.policy.chance.Dice;
import org.blackhole.smtp.api.DurationRange;
import org.jspecify.annotations.Nullable;

/** A session under a {@link NaivePolicy}: what it is answered, as {@link Shown} says it. */
final class NaiveSession {

  /** What has been decided. */
  private record Ruling(String what, long delay, String rule) {

    boolean accepts() {
      return what.equals("yes");
    }

    boolean says() {
      return Character.isDigit(what.charAt(0));
    }
  }

  private static final Map<String, String> WORDS =
      Map.of(
          "550", "550 5.1.1 Mailbox unavailable",
          "451", "451 4.3.0 Local error in processing, try again later",
          "552", "552 5.2.2 Exceeded storage allocation");

  final NaiveFacts facts;
  private final NaivePolicy policy;
  private final Dice dice;
  private final String session;
  private final boolean lmtp;
  private long wait;
  private long pace;
  private @Nullable Ruling atHeaders;
  private @Nullable Ruling forEach;

  NaiveSession(NaivePolicy policy, NaiveFacts facts, long ordinal, boolean lmtp) {
    this.policy = policy;
    this.facts = facts;
    this.lmtp = lmtp;
    this.session = String.format("%016x", ordinal);
    this.dice = new Dice(policy.document().getJsonNumber("seed").longValueExact(), ordinal);
  }

  /** A stage without anything special. */
  String at(String stage) {
    Ruling ruling = judge(stage);
    return ruling == null ? collect("yes", 0, null) : collect(ruling);
  }

  String headers() {
    Ruling ruling = judge("headers");
    atHeaders = ruling;
    if (ruling == null || ruling.accepts()) {
      return collect("yes", ruling == null ? 0 : Math.max(0, ruling.delay()), null);
    }
    return ruling.says() ? answer(ruling) : collect(ruling);
  }

  String message() {
    if (!lmtp || policy.rules().stream().noneMatch(this::isOfMessages)) {
      return answer(judge("message"));
    }
    Ruling usual = usual();
    forEach = new Ruling(usual.what(), 0, usual.rule());
    return collect("yes", usual.delay(), null);
  }

  String delivery(int index) {
    Ruling usual = forEach;
    if (usual == null) {
      return "yes";
    }
    facts.inQuestion = facts.recipients.get(index);
    Ruling ruling = judge("message");
    facts.inQuestion = null;
    return collect(ruling == null ? usual : ruling);
  }

  void leave() {
    facts.sender = null;
    facts.recipients.clear();
    facts.headers = Map.of();
    facts.size = -1;
    atHeaders = null;
    forEach = null;
  }

  private boolean isOfMessages(JsonObject rule) {
    JsonObject when = when(rule);
    JsonValue listener = when.get("listener");
    return policy.isAt(rule, "message", facts.implicitTls)
        && (listener == null || facts.isOn(listener));
  }

  private String answer(@Nullable Ruling ruling) {
    if (ruling != null) {
      long delay = ruling.delay() >= 0 ? ruling.delay() : delay(policy.document());
      return collect(ruling.what(), delay, ruling.rule());
    }
    return collect(usual());
  }

  private Ruling usual() {
    Ruling granted = atHeaders;
    if (granted != null) {
      return new Ruling("yes", granted.delay() >= 0 ? 0 : delay(policy.document()), granted.rule());
    }
    String what = drawn(policy.document().getValue("/mode"));
    return new Ruling(what, delay(policy.document()), "@mode");
  }

  private @Nullable Ruling judge(String stage) {
    for (JsonObject rule : policy.rules()) {
      if (policy.isAt(rule, stage, facts.implicitTls) && facts.hold(when(rule)) && lucky(rule)) {
        JsonObject due = policy.due(rule, key(rule));
        Ruling ruling = due == null ? null : act(due, List.of(), rule.getString("name"));
        if (ruling != null) {
          return ruling;
        }
      }
    }
    return null;
  }

  private static JsonObject when(JsonObject rule) {
    return rule.containsKey("when") ? rule.getJsonObject("when") : JsonValue.EMPTY_JSON_OBJECT;
  }

  private boolean lucky(JsonObject rule) {
    JsonNumber chance = when(rule).getJsonNumber("chance");
    return chance == null || dice.says(chance.doubleValue());
  }

  private List<String> key(JsonObject rule) {
    List<String> key = new ArrayList<>();
    key.add(rule.getString("name"));
    JsonObject script = rule.getJsonObject("script");
    if (script != null && script.containsKey("per")) {
      for (JsonValue per : NaivePolicy.each(script.get("per"))) {
        key.add(value(((JsonString) per).getString()));
      }
    }
    return key;
  }

  private String value(String per) {
    return switch (per) {
      case "client" -> facts.client;
      case "listener" -> facts.listener;
      case "session" -> session;
      case "sender" -> facts.sender == null ? "" : facts.sender.toLowerCase(Locale.ROOT);
      case "senderDomain" ->
          facts.sender == null ? "" : domain(facts.sender).toLowerCase(Locale.ROOT);
      case "recipient" -> recipients(false);
      case "recipientDomain" -> recipients(true);
      case "user" -> facts.user == null ? "" : facts.user;
      default -> throw new IllegalArgumentException(per);
    };
  }

  private String recipients(boolean domain) {
    NaiveFacts.To one = facts.inQuestion;
    List<NaiveFacts.To> all = one != null ? List.of(one) : facts.recipients;
    return all.stream()
        .map(NaiveFacts.To::address)
        .map(address -> (domain ? domain(address) : address).toLowerCase(Locale.ROOT))
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** The outer actions lend what the inner one lacks, the nearest first. */
  private @Nullable Ruling act(JsonObject then, List<JsonObject> outer, String rule) {
    List<JsonObject> all = new ArrayList<>(List.of(then));
    all.addAll(outer);
    if (then.containsKey("choose")) {
      JsonArray choices = then.getJsonArray("choose");
      long sum = 0;
      for (JsonObject each : choices.getValuesAs(JsonObject.class)) {
        sum += each.getInt("weight", 1);
      }
      long drawn = dice.below(sum);
      for (JsonObject each : choices.getValuesAs(JsonObject.class)) {
        drawn -= each.getInt("weight", 1);
        if (drawn < 0) {
          return act(each.getJsonObject("then"), all, rule);
        }
      }
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      pace = all.get(i).containsKey("throttle") ? 1024 : pace;
    }
    long delay = -1;
    for (int i = 0; delay < 0 && i < all.size(); i++) {
      delay = all.get(i).containsKey("delay") ? delay(all.get(i)) : -1;
    }
    String what = decided(then, rule);
    if (what == null) {
      wait += Math.max(0, delay);
      return null;
    }
    return new Ruling(what, delay, rule);
  }

  private @Nullable String decided(JsonObject then, String rule) {
    if (then.containsKey("reply")) {
      String reply =
          then.getString("reply")
              .replace("{rule}", rule)
              .replace("{client}", facts.client)
              .replace("{helo}", facts.helo == null ? "" : facts.helo)
              .stripTrailing();
      boolean close = then.containsKey("close") || reply.startsWith("421");
      return reply + (close ? ", close" : "");
    } else if (then.containsKey("mode")) {
      return drawn(then.get("mode"));
    } else if (then.containsKey("hang")) {
      return "hang " + then.getString("hang");
    }
    return then.containsKey("accept")
        ? "yes"
        : then.containsKey("close") ? "close" : then.containsKey("reset") ? "reset" : null;
  }

  private String drawn(JsonValue mode) {
    if (mode instanceof JsonString) {
      return "yes"; // accept
    }
    JsonObject weighed = mode.asJsonObject();
    if (weighed.containsKey("bounce")) {
      JsonArray codes = weighed.getJsonArray("bounce");
      int drawn = codes.size() == 1 ? 0 : (int) dice.below(codes.size());
      return String.valueOf(WORDS.get(codes.get(drawn).toString()));
    }
    JsonObject weights = weighed.getJsonObject("random");
    long drawn =
        dice.below(weights.values().stream().mapToLong(w -> ((JsonNumber) w).longValue()).sum());
    for (String code : weights.keySet()) {
      drawn -= weights.getInt(code);
      if (drawn < 0) {
        return code.equals("250") ? "yes" : String.valueOf(WORDS.get(code));
      }
    }
    throw new IllegalStateException("drawn beyond the weights");
  }

  private long delay(JsonObject of) {
    String[] range = of.getString("delay").split("\\.\\.", -1);
    long min = DurationRange.parseDuration(range[0]).toMillis();
    long max = DurationRange.parseDuration(range[range.length - 1]).toMillis();
    return min == max ? min : min + dice.below(max - min + 1);
  }

  private String collect(Ruling ruling) {
    return collect(ruling.what(), Math.max(0, ruling.delay()), ruling.rule());
  }

  private String collect(String what, long delay, @Nullable String rule) {
    long total = wait + delay;
    wait = 0;
    String out = what;
    out += total == 0 ? "" : " after " + DurationRange.format(Duration.ofMillis(total));
    out += pace == 0 ? "" : " at " + pace + "/0";
    pace = 0;
    return out + (rule == null ? "" : " by " + rule);
  }
}

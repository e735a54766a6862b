// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.function.Supplier;
import org.blackhole.store.PolicyJson;

/** Policies that are drawn. */
final class RandomPolicy {

  // Json itself would look for its provider with every call.
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final List<JsonValue> MODES =
      List.of(
          Documents.json("{'bounce': [550, 451]}"),
          Documents.json("{'random': {'250': 3, '552': 1}}"),
          Documents.json("{'bounce': [552]}"),
          JSON.createValue("accept"));

  private static final List<String> STAGES =
      List.of("connect", "helo", "auth", "mail", "rcpt", "data", "headers", "message", "noop");

  private final RandomWords words;

  RandomPolicy(RandomWords words) {
    this.words = words;
  }

  JsonObject document(int rules) {
    JsonObjectBuilder out = JSON.createObjectBuilder();
    out.add("seed", words.below(1000));
    out.add("mode", mode());
    out.add("delay", words.of(List.of("0s", "0s", "1s", "5ms..2s")));
    out.add("switches", false);
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (int i = 0; i < rules; i++) {
      list.add(rule("r" + i));
    }
    return out.add("rules", list).build();
  }

  /** One that can be read: what asks too early is drawn again. */
  private JsonObject rule(String name) {
    while (true) {
      JsonObject rule = attempt(name);
      try {
        PolicyJson.document(
            JSON.createObjectBuilder().add("rules", JSON.createArrayBuilder().add(rule)).build());
        return rule;
      } catch (InvalidPolicyException e) {
        if (e.faults().stream().noneMatch(fault -> fault.detail().contains("known from"))) {
          throw e;
        }
      }
    }
  }

  private JsonObject attempt(String name) {
    JsonObjectBuilder rule = JSON.createObjectBuilder().add("name", name);
    if (words.odds(50)) {
      rule.add("at", words.odds(60) ? JSON.createValue(words.of(STAGES)) : stages());
    }
    rule.add("when", when(0));
    if (!words.odds(30)) {
      return rule.add("then", then(0)).build();
    }
    JsonObject script = script();
    rule.add("script", script);
    return (script.containsKey("sequence") ? rule : rule.add("then", then(0))).build();
  }

  private JsonValue stages() {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    STAGES.stream().filter(stage -> words.odds(40)).forEach(all::add);
    var stages = all.build();
    return stages.isEmpty() ? JSON.createValue("rcpt") : stages;
  }

  private JsonObject when(int depth) {
    JsonObjectBuilder when = JSON.createObjectBuilder();
    int count = depth == 0 ? words.below(4) : 1 + words.below(2);
    for (int i = 0; i < count; i++) {
      condition(when, depth);
    }
    return when.build();
  }

  private void condition(JsonObjectBuilder when, int depth) {
    switch (words.below(20)) {
      case 0 -> when.add("listener", patterns(words::listener));
      case 1, 2 -> when.add("client", texts(words::network));
      case 3 -> when.add("tls", words.odds(50));
      case 4 -> when.add("helo", patterns(words::helo));
      case 5 -> when.add("user", patterns(words::user));
      case 6 -> when.add("mechanism", patterns(words::mechanism));
      case 7, 8 -> when.add("sender", patterns(words::sender));
      case 9, 10, 11, 12 -> when.add("recipient", patterns(words::address));
      case 13 -> when.add("parameter", one(words.of(List.of("NOTIFY", "BODY")), () -> "NEVER"));
      case 14, 15 -> when.add("header", one(words.of(List.of("Subject", "X-A")), words::subject));
      case 16 -> when.add("size", words.of(List.of("<100", "<=100", ">100", ">=2000")));
      case 17 -> when.add(words.of(List.of("recipients", "message")), 1 + words.below(2));
      case 18 ->
          when.add(
              "time",
              JSON.createObjectBuilder()
                  .add("from", words.of(List.of("09:00", "12:00", "12:01", "23:00")))
                  .add("to", words.of(List.of("12:00", "13:00", "06:00"))));
      default -> {
        if (depth == 0 && words.odds(40)) {
          when.add("chance", words.below(10) / 10.0);
        } else if (depth < 2) {
          JsonObject one = when(depth + 1);
          when.add(
              "not",
              words.odds(70)
                  ? one
                  : JSON.createArrayBuilder().add(one).add(when(depth + 1)).build());
        } else {
          when.add("recipient", patterns(words::address));
        }
      }
    }
  }

  private JsonObject one(String name, Supplier<String> text) {
    return JSON.createObjectBuilder().add(name, patterns(text)).build();
  }

  private JsonValue patterns(Supplier<String> text) {
    return texts(() -> words.pattern(text.get()));
  }

  private JsonValue texts(Supplier<String> text) {
    if (words.odds(60)) {
      return JSON.createValue(text.get());
    }
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (int i = 0; i <= words.below(3); i++) {
      list.add(text.get());
    }
    return list.build();
  }

  private JsonObject script() {
    JsonObjectBuilder script = JSON.createObjectBuilder();
    String kind = words.of(List.of("first", "after", "every", "sequence", "times"));
    if (kind.equals("sequence")) {
      script.add(kind, JSON.createArrayBuilder().add(then(0)).add(then(0)));
      if (words.odds(50)) {
        script.add("repeat", words.odds(50));
      }
    } else {
      script.add(kind, 1 + words.below(4));
    }
    if (words.odds(30)) {
      script.add("times", 1 + words.below(3));
    }
    if (words.odds(60)) {
      script.add(
          "per",
          words.of(
              List.of(
                  "client",
                  "sender",
                  "senderDomain",
                  "recipient",
                  "recipientDomain",
                  "user",
                  "session",
                  "listener")));
    }
    return script.build();
  }

  private JsonObject then(int depth) {
    JsonObjectBuilder then = JSON.createObjectBuilder();
    boolean delays = words.odds(20);
    if (delays) {
      then.add("delay", words.of(List.of("1s", "250ms", "10ms..3s")));
    }
    if (words.odds(5)) {
      then.add("throttle", "1KiB/s");
    }
    switch (words.below(16)) {
      case 0, 1, 2, 3 -> then.add("reply", "451 4.7.1 no {rule}");
      case 4, 5 -> then.add("reply", "550 5.7.1 {client} {helo}");
      case 6 -> then.add("reply", "421 4.7.0 bye").add("close", true);
      case 7, 8, 9 -> then.add("accept", true);
      case 10 -> then.add("mode", mode());
      case 11 -> then.add(words.of(List.of("close", "reset")), true);
      case 12 -> then.add("hang", "5s");
      case 13 -> {
        if (depth < 2) {
          then.add("choose", JSON.createArrayBuilder().add(choice(depth)).add(choice(depth)));
        } else {
          then.add("accept", true);
        }
      }
      default -> then.add("tag", "t");
    }
    return then.build();
  }

  private JsonObject choice(int depth) {
    JsonObjectBuilder choice = JSON.createObjectBuilder();
    if (words.odds(70)) {
      choice.add("weight", 1 + words.below(5));
    }
    return choice.add("then", then(depth + 1)).build();
  }

  private JsonValue mode() {
    return words.of(MODES);
  }
}

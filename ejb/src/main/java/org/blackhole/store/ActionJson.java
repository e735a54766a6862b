// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.mode.CodeWeight;
import org.blackhole.policy.rule.Action;
import org.blackhole.policy.rule.Decision;
import org.blackhole.policy.rule.RateRange;
import org.blackhole.policy.rule.ReplyCodes;
import org.blackhole.policy.rule.ReplyTemplate;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/** What a rule or a limit does, from JSON. */
final class ActionJson {

  private static final List<String> BESIDE = List.of("delay", "throttle", "throttleReplies", "tag");
  private static final List<String> DECIDING =
      List.of("accept", "reply", "choose", "mode", "reset", "hang", "close");
  private static final Duration MAX_DELAY = Duration.ofMinutes(10);
  private static final Duration MAX_HANG = Duration.ofDays(1);
  private static final int MAX_TAG = 64;

  private final Set<Stage> stages;
  private final Set<String> groups;
  private final Faults faults;

  /**
   * Reads actions.
   *
   * @param stages at which they can be asked for
   * @param groups the names that a reply may hold besides those known
   */
  ActionJson(Set<Stage> stages, Set<String> groups, Faults faults) {
    this.stages = stages;
    this.groups = groups;
    this.faults = faults;
  }

  /** Reads an action, which has to do something. */
  Action read(JsonValue value, Pointer at) {
    if (!(value instanceof JsonObject json)) {
      faults.add(at, "must be an object");
      return Action.NONE;
    }
    List<String> known = new ArrayList<>(DECIDING);
    known.addAll(TlsFaultJson.MEMBERS);
    known.addAll(BESIDE);
    Members.requireKnown(json, known, at, faults);
    if (json.isEmpty()) {
      faults.add(at, "does nothing");
    }
    requireOne(json, at);
    return new Action(
        decision(json, at),
        range(json, "delay", MAX_DELAY, at),
        rate(json, "throttle", at),
        rate(json, "throttleReplies", at),
        tag(json, at));
  }

  private void requireOne(JsonObject json, Pointer at) {
    Set<String> deciding = new LinkedHashSet<>(DECIDING);
    deciding.addAll(TlsFaultJson.MEMBERS);
    deciding.retainAll(json.keySet());
    if (json.containsKey("reply")) {
      deciding.remove("close");
    }
    if (json.containsKey("certificate")) {
      deciding.remove("version");
    }
    List<String> given = List.copyOf(deciding);
    for (String other : given.subList(Math.min(1, given.size()), given.size())) {
      faults.add(at.member(other), "cannot decide together with " + given.get(0));
    }
  }

  private @Nullable Decision decision(JsonObject json, Pointer at) {
    Decision tls = new TlsFaultJson(stages, this, faults).read(json, at);
    if (tls != null) {
      return tls;
    }
    for (String name : DECIDING) {
      JsonValue value = json.get(name);
      if (value != null) {
        return decision(name, value, json, at);
      }
    }
    return null;
  }

  private @Nullable Decision decision(String name, JsonValue value, JsonObject json, Pointer at) {
    Pointer here = at.member(name);
    return switch (name) {
      case "accept" -> yes(json, name, at) ? new Decision.Accept() : null;
      case "reply" -> {
        boolean close = json.containsKey("close") && yes(json, "close", at);
        yield reply(value, here).map(reply -> new Decision.Say(reply, close)).orElse(null);
      }
      case "choose" -> choose(value, here);
      case "mode" -> ModeJson.read(value, here, faults).map(Decision.ByMode::new).orElse(null);
      case "close" -> yes(json, name, at) ? new Decision.Close() : null;
      case "reset" -> yes(json, name, at) ? new Decision.Reset() : null;
      default -> {
        DurationRange hold = range(json, "hang", MAX_HANG, at);
        yield hold == null ? null : new Decision.Hang(hold);
      }
    };
  }

  /** Whether a member is true, as it has to be. */
  boolean yes(JsonObject json, String name, Pointer at) {
    if (json.get(name) == JsonValue.TRUE) {
      return true;
    }
    faults.add(at.member(name), "must be true; leave it out for no");
    return false;
  }

  /** A reply: a text, or a list of its lines. */
  Optional<ReplyTemplate> reply(JsonValue value, Pointer at) {
    int before = faults.list().size();
    List<String> lines = TextsJson.read(value, at, faults, text -> text);
    if (faults.list().size() > before) {
      return Optional.empty();
    }
    ReplyTemplate template;
    try {
      template = ReplyTemplate.parse(lines);
    } catch (IllegalArgumentException e) {
      faults.add(at, Members.sentence(e));
      return Optional.empty();
    }
    requireAllowed(template, at);
    return Optional.of(template);
  }

  private void requireAllowed(ReplyTemplate template, Pointer at) {
    template
        .fixedCode()
        .ifPresent(
            code ->
                stages.stream()
                    .sorted()
                    .flatMap(stage -> ReplyCodes.refusal(stage, code).stream())
                    .findFirst()
                    .ifPresent(why -> faults.add(at, why)));
    for (String name : template.placeholders()) {
      if (!ReplyTemplate.KNOWN.contains(name) && !groups.contains(name)) {
        faults.add(
            at,
            "{"
                + name
                + "} stands for nothing here; there are "
                + String.join(", ", ReplyTemplate.KNOWN)
                + ", and the named groups of the rule's expressions");
      }
    }
  }

  private Decision choose(JsonValue value, Pointer at) {
    List<Decision.Choice> choices = new ArrayList<>();
    if (value.getValueType() != JsonValue.ValueType.ARRAY || value.asJsonArray().isEmpty()) {
      faults.add(at, "must be a list of objects with weight and then");
      return Decision.Choose.of(choices);
    }
    for (int i = 0; i < value.asJsonArray().size(); i++) {
      Pointer here = at.element(i);
      if (value.asJsonArray().get(i) instanceof JsonObject choice) {
        choices.add(choice(choice, here));
      } else {
        faults.add(here, "must be an object with weight and then");
      }
    }
    return Decision.Choose.of(choices);
  }

  private Decision.Choice choice(JsonObject json, Pointer at) {
    Members.requireKnown(json, List.of("weight", "then"), at, faults);
    long weight = Members.integer(json, "weight", at, faults).orElse(1L);
    if (weight < 1 || weight > CodeWeight.MAX_WEIGHT) {
      faults.add(at.member("weight"), "must be a whole number from 1 to " + CodeWeight.MAX_WEIGHT);
    }
    return new Decision.Choice((int) weight, required(json, at));
  }

  /** The member {@code then}. */
  Action required(JsonObject json, Pointer at) {
    JsonValue then = json.get("then");
    if (then == null) {
      faults.add(at.member("then"), "is required");
      return Action.NONE;
    }
    return read(then, at.member("then"));
  }

  /** A duration or a range; null if it is missing or wrong. */
  @Nullable DurationRange range(JsonObject json, String name, Duration max, Pointer at) {
    Optional<String> text = Members.text(json, name, at, faults);
    if (text.isEmpty()) {
      return null;
    }
    Pointer here = at.member(name);
    try {
      DurationRange range = DurationRange.parse(text.get());
      if (range.max().compareTo(max) <= 0) {
        return range;
      }
      faults.add(here, "is at most " + DurationRange.format(max));
    } catch (IllegalArgumentException e) {
      faults.add(here, Members.sentence(e));
    }
    return null;
  }

  private @Nullable RateRange rate(JsonObject json, String name, Pointer at) {
    Optional<String> text = Members.text(json, name, at, faults);
    try {
      return text.map(RateRange::parse).orElse(null);
    } catch (IllegalArgumentException e) {
      faults.add(at.member(name), Members.sentence(e));
      return null;
    }
  }

  private @Nullable String tag(JsonObject json, Pointer at) {
    Optional<String> tag = Members.text(json, "tag", at, faults);
    if (tag.isPresent() && !Names.isName(tag.get(), MAX_TAG)) {
      faults.add(at.member("tag"), Names.rule("a tag", MAX_TAG));
    }
    return tag.orElse(null);
  }
}

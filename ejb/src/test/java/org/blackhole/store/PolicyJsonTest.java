// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.blackhole.policy.Fault;
import org.blackhole.policy.Faults;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.ListenerPolicy;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.mode.CodeWeight;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy document as JSON. */
class PolicyJsonTest {

  @Test
  void anEmptyDocumentIsTheDefault() {
    assertThat(read("{}")).isEqualTo(PolicyDocument.DEFAULT);
  }

  @Test
  void everyFieldIsRead() {
    PolicyDocument document =
        read(
            """
            {"mode": {"random": {"250": 9, "451": 1}}, "delay": "200ms..2s", "switches": false,
             "seed": -42,
             "listeners": {"submission": {"mode": "offline", "delay": "1s..3s", "switches": true},
                           "mx": {}}}
            """);

    assertThat(document)
        .isEqualTo(
            new PolicyDocument(
                new ModeSetting(
                    Mode.RANDOM, List.of(new CodeWeight(250, 9), new CodeWeight(451, 1))),
                DurationRange.parse("200ms..2s"),
                false,
                -42L,
                Map.of(
                    "submission",
                    new ListenerPolicy(
                        ModeSetting.of(Mode.OFFLINE), DurationRange.parse("1s..3s"), true),
                    "mx",
                    ListenerPolicy.NONE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'mode':'accept','delay':'0s','switches':true}",
        "{'mode':'unavailable','delay':'60s','switches':false,'seed':9223372036854775807}",
        "{'mode':{'bounce':[550,451]},'delay':'1s..2s','switches':true}",
        "{'mode':{'random':{'250':1,'571':1}},'delay':'1m','switches':true}",
        "{'mode':{'bounce':{'421':3,'550':1000000}},'delay':'0s','switches':true}",
        "{'mode':'bounce','delay':'0s','switches':true,"
            + "'listeners':{'b':{'mode':'random'},'a':{'delay':'1ms','switches':false},'c':{}}}"
      })
  void whatIsReadIsWrittenAgain(String text) {
    String json = text.replace('\'', '"').replace("\"60s\"", "\"1m\"");

    assertThat(PolicyJson.write(read(json))).hasToString(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'mood':'accept'}|#/mood: unknown field; known here: mode, delay, switches, seed, listeners, limits, rules",
        "{'limits':{}}|#/limits: must be a list",
        "{'listeners':{'mx':{'seed':1}}}|#/listeners/mx/seed: unknown field",
        "{'mode':'bounces'}|#/mode: no such mode; there are accept, bounce, random",
        "{'mode':'Accept'}|#/mode: no such mode",
        "{'mode':null}|#/mode: must be one of accept",
        "{'mode':7}|#/mode: must be one of accept",
        "{'mode':{}}|#/mode: must be one of",
        "{'mode':{'bounce':[550],'random':[250]}}|#/mode: must be one of",
        "{'mode':{'offline':[550]}}|#/mode/offline: only bounce and random draw codes",
        "{'mode':{'often':[550]}}|#/mode/often: no such mode",
        "{'mode':{'bounce':[]}}|#/mode/bounce: names no code",
        "{'mode':{'random':{}}}|#/mode/random: names no code",
        "{'mode':{'bounce':'550'}}|#/mode/bounce: must be a list of codes",
        "{'mode':{'bounce':[550,'551']}}|#/mode/bounce/1: must be a reply code",
        "{'mode':{'bounce':[550.5]}}|#/mode/bounce/0: must be a reply code",
        "{'mode':{'bounce':[250]}}|#/mode/bounce/0: 250 is no bounce",
        "{'mode':{'bounce':[550,550]}}|#/mode/bounce/1: 550 is named twice",
        "{'mode':{'bounce':[354]}}|#/mode/bounce/0: 354 cannot answer a message",
        "{'mode':{'bounce':[4294967846]}}|#/mode/bounce/0: 2147483647 cannot answer",
        "{'mode':{'bounce':[1e999999999]}}|#/mode/bounce/0: must be a reply code",
        "{'mode':{'random':{'251':1}}}|#/mode/random/251: 251 cannot answer a message",
        "{'mode':{'random':{'0550':1}}}|#/mode/random/0550: must be named by a reply code",
        "{'mode':{'random':{'250':0}}}|#/mode/random/250: must be a whole number from 1",
        "{'mode':{'random':{'250':1.5}}}|#/mode/random/250: must be a whole number from 1",
        "{'mode':{'random':{'250':1000001}}}|#/mode/random/250: must be a whole number from 1",
        "{'mode':{'random':{'250':'9'}}}|#/mode/random/250: must be a whole number from 1",
        "{'delay':5}|#/delay: must be a text",
        "{'delay':'5'}|#/delay: a duration is a whole number and",
        "{'delay':'61s'}|#/delay: a delay is at most 60s, not 61s",
        "{'delay':'1s..2m'}|#/delay: a delay is at most 60s, not 2m",
        "{'delay':'3s..1s'}|#/delay: A range of durations runs from the shorter",
        "{'delay':'-1s'}|#/delay: a duration is",
        "{'delay':'1s..'}|#/delay: a duration is",
        "{'switches':'true'}|#/switches: must be true or false",
        "{'switches':null}|#/switches: must be true or false",
        "{'seed':'42'}|#/seed: must be a whole number",
        "{'seed':1.5}|#/seed: must be a whole number",
        "{'seed':9223372036854775808}|#/seed: must be a whole number",
        "{'seed':1e400000000}|#/seed: must be a whole number",
        "{'listeners':[]}|#/listeners: must be an object",
        "{'listeners':{'mx':'offline'}}|#/listeners/mx: must be an object",
        "{'listeners':{'mx':{'delay':'2h'}}}|#/listeners/mx/delay: a delay is at most 60s, not 2h",
        "{'listeners':{'MX':{}}}|#/listeners/MX: a listener's name is of lower-case letters",
        "{'listeners':{'a/b c':{}}}|#/listeners/a~1b%20c: a listener's name"
      })
  void aFaultIsToldWithItsPlace(String text, String start) {
    assertThat(faults(text)).singleElement().asString().startsWith(start);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(faults("{'mode':'x','delay':'y','listeners':{'mx':{'mode':'z'}},'w':1}"))
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder("#/mode", "#/delay", "#/listeners/mx/mode", "#/w");
  }

  @Test
  void aLifetimeIsADuration() {
    Faults faults = new Faults();

    Optional<Duration> lifetime = PolicyJson.lifetime(json("{'for':'10m'}"), Pointer.ROOT, faults);

    assertThat(lifetime).contains(Duration.ofMinutes(10));
    assertThat(faults.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'for':10}", "{'for':'10'}", "{'for':'0s'}", "{'for':'366d'}"})
  void aLifetimeThatIsNoneIsAFault(String text) {
    Faults faults = new Faults();

    assertThat(PolicyJson.lifetime(json(text), Pointer.ROOT, faults)).isEmpty();
    assertThat(faults.list()).extracting(Fault::pointer).containsExactly("#/for");
  }

  private static PolicyDocument read(String text) {
    return PolicyJson.document(json(text));
  }

  private static List<Fault> faults(String text) {
    return Objects.requireNonNull(
            catchThrowableOfType(InvalidPolicyException.class, () -> read(text)))
        .faults();
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }
}

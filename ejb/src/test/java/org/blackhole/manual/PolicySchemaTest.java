// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.blackhole.policy.Fault;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.store.PolicyJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema of policies against what reads them. */
class PolicySchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Documents.resource("/META-INF/policy.schema.json"));

  static List<String> names() {
    return Documents.names();
  }

  /** One JSON document a line. */
  static List<String> lines(String resource) {
    return Documents.resource(resource)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  static List<String> bad() {
    return lines("/schema/bad.jsonl");
  }

  static List<String> good() {
    return lines("/schema/good.jsonl");
  }

  @Test
  void isASchemaItself() {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}");

    assertThat(meta.validate(Documents.resource("/META-INF/policy.schema.json"), InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void takesTheReadyMadePolicies(String name) {
    requireBothTake(Documents.policy(name));
  }

  @ParameterizedTest
  @MethodSource("good")
  void takesWhatIsRead(String document) {
    requireBothTake(document);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesWhatIsNot(String document) {
    assertThat(faults(Documents.json(document))).as("reader").isNotEmpty();
    assertThat(messages(document)).as("schema").isNotEmpty();
  }

  /** Documents that were sound, each with one thing changed at random. */
  @Test
  void refusesNothingThatTheReaderTakes() {
    long seed = System.nanoTime();
    Mutations mutations = new Mutations(new Random(seed));
    List<String> sound = new ArrayList<>(good());
    names().forEach(name -> sound.add(Documents.policy(name)));
    int read = 0;
    int both = 0;
    for (int i = 0; i < 4000; i++) {
      JsonObject changed =
          mutations.change(Documents.json(sound.get(i % sound.size()))).asJsonObject();
      boolean taken = faults(changed).isEmpty();
      Set<ValidationMessage> messages = messages(changed.toString());
      if (taken) {
        read++;
        assertThat(messages).as("seed %d: %s", seed, changed).isEmpty();
      } else if (!messages.isEmpty()) {
        both++;
      }
    }
    assertThat(read).as("read; seed %d", seed).isGreaterThan(200);
    assertThat(both).as("refused by both; seed %d", seed).isGreaterThan(1500);
  }

  private static void requireBothTake(String document) {
    assertThat(faults(Documents.json(document))).as("reader").isEmpty();
    assertThat(messages(document)).as("schema").isEmpty();
  }

  private static Set<ValidationMessage> messages(String document) {
    return SCHEMA.validate(document, InputFormat.JSON);
  }

  private static List<Fault> faults(JsonObject document) {
    try {
      PolicyJson.document(document);
      return List.of();
    } catch (InvalidPolicyException e) {
      return e.faults();
    }
  }
}

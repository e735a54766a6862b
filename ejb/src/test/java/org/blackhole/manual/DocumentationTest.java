// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.blackhole.store.PolicyJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages on the policy: each example of theirs is one that the server reads, each field of the
 * language is told of, and what the reference says is decided where is so.
 */
class DocumentationTest {

  private static final Path REFERENCE = Documents.DOCS.resolve("reference/policy.md");
  private static final Path GUIDE = Documents.DOCS.resolve("guide.md");
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SENT =
      Pattern.compile("curl [^\n]*-d '([^'\n]+)'[^\n]*\\$API/policy(/rules)?(?![a-z/]*try)");
  private static final Set<String> FRAGMENT = Set.of("at", "when", "script", "then");
  private static final Set<String> AMOUNTS = Set.of("sessions", "messages", "recipients", "octets");
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Documents.resource("/META-INF/policy.schema.json"));

  /** All examples as whole documents. */
  static List<String> examples() {
    List<String> all = new ArrayList<>();
    for (Path page : List.of(REFERENCE, GUIDE, Documents.POLICIES.resolve("README.md"))) {
      String text = Documents.read(page);
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        values(block.group(1)).forEach(value -> all.add(document(value)));
      }
      Matcher sent = SENT.matcher(text);
      while (sent.find()) {
        values(sent.group(1)).forEach(value -> all.add(document(value)));
      }
    }
    return all;
  }

  private static List<JsonObject> values(String text) {
    List<JsonObject> all = new ArrayList<>();
    // Values one after the other are no JSON text, but elements of a list are.
    String list = "[" + text.strip().replaceAll("(?m)\\}\\R(?=\\{)", "},\n") + "]";
    try (JsonParser parser = Json.createParser(new StringReader(list))) {
      parser.next();
      parser.getArray().forEach(value -> all.add(value.asJsonObject()));
    }
    return all;
  }

  private static String document(JsonObject value) {
    if (FRAGMENT.containsAll(value.keySet())) {
      JsonObjectBuilder rule = Json.createObjectBuilder(value).add("name", "example");
      boolean sequence =
          value.containsKey("script") && value.getJsonObject("script").containsKey("sequence");
      if (!value.containsKey("then") && !sequence) {
        rule.add("then", Json.createObjectBuilder().add("accept", true));
      }
      return within("rules", rule.build());
    }
    if (!value.containsKey("name")) {
      return value.toString();
    }
    boolean limit = value.keySet().stream().anyMatch(AMOUNTS::contains);
    return within(limit ? "limits" : "rules", value);
  }

  private static String within(String list, JsonObject element) {
    JsonArray one = Json.createArrayBuilder().add(element).build();
    return Json.createObjectBuilder().add(list, one).build().toString();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachExampleIsRead(String document) {
    assertThatCode(() -> PolicyJson.document(Documents.json(document))).doesNotThrowAnyException();
    assertThat(SCHEMA.validate(document, InputFormat.JSON)).isEmpty();
  }

  @Test
  void examplesAreFound() {
    assertThat(examples()).hasSizeGreaterThan(50);
  }

  @Test
  void theReferenceTellsOfEachFieldAndHasAnExampleOfIt() {
    Set<String> fields = new TreeSet<>();
    JsonObject schema = Documents.json(Documents.resource("/META-INF/policy.schema.json"));
    collect(schema, fields);
    Set<String> shown = new TreeSet<>();
    examples().forEach(example -> names(Documents.json(example), shown));
    String text = Documents.read(REFERENCE);

    assertThat(fields).hasSizeGreaterThan(60);
    assertThat(fields).allSatisfy(field -> assertThat(text).contains("`" + field + "`"));
    assertThat(shown).containsAll(fields);
  }

  private static void collect(JsonValue schema, Set<String> fields) {
    if (schema instanceof JsonObject object) {
      if (object.get("properties") instanceof JsonObject properties) {
        fields.addAll(properties.keySet());
      }
      object.values().forEach(value -> collect(value, fields));
    } else if (schema instanceof JsonArray array) {
      array.forEach(value -> collect(value, fields));
    }
  }

  private static void names(JsonValue value, Set<String> names) {
    if (value instanceof JsonObject object) {
      names.addAll(object.keySet());
      object.values().forEach(each -> names(each, names));
    } else if (value instanceof JsonArray array) {
      array.forEach(each -> names(each, names));
    }
  }

  @Test
  void whatTheReferenceSaysIsDecidedWhereIsSo() throws UnknownHostException {
    SoftAssertions soft = new SoftAssertions();
    Visit visit = new Visit(Documents.inForce("{}"));
    for (String line : Documents.resource("/visits/of-the-reference.txt").lines().toList()) {
      if (line.startsWith("policy ")) {
        visit = new Visit(Documents.inForce(line.substring("policy ".length())));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" > ", 2);
        String said = visit.step(parts[0]);
        soft.assertThat(said).as(line).isEqualTo(parts.length < 2 ? said : parts[1].strip());
      }
    }
    soft.assertAll();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.blackhole.policy.ManualTimer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.store.PolicyJson;

/** The documentation of the project, as tests read it. */
final class Documents {

  static final Path DOCS = Path.of("..", "docs");
  static final Path POLICIES = DOCS.resolve("policies");

  private Documents() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Documents.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the ready-made policies. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(POLICIES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String policy(String name) {
    return read(POLICIES.resolve(name + ".json"));
  }

  static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** A policy in force whose chance is always the same. */
  static PolicyInForce inForce(String text) {
    PolicyDocument document = PolicyJson.document(json(text)).withSeed(7L);
    ManualTimer timer = new ManualTimer();
    Revision first = Revision.first(document, Instant.EPOCH, "test", "");
    return new PolicyInForce(first, revision -> {}, timer, timer);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is delivered is what the lists say: the bill of materials made beside the EAR, and the
 * digests kept in the repository. Needs no server.
 */
class SupplyIT {

  private static final Path TARGET = Path.of("target");
  private static final Path LIST = Path.of("..", ".mvn", "checksums", "checksums.sha256");
  private static final Path DRIVERS =
      TARGET.resolve("liberty/wlp/usr/servers/blackhole/lib/database");

  /** Ours: the list and the bill know them by the archives they are packed from. */
  private static final String OWN = ".*/(ejb|blackhole-connector|blackhole-smtp-[^/]*)\\.jar";

  /** Annotations, of use to the compiler alone. */
  private static final String JSPECIFY = "pkg:maven/org.jspecify/jspecify@";

  private static Map<String, String> packed() throws IOException {
    Map<String, String> packed = PackedJars.of(TARGET.resolve("blackhole.ear"), DRIVERS);
    assertThat(packed.values())
        .anyMatch(name -> name.contains("smtp.rar/netty-handler"))
        .anyMatch(name -> name.contains("smtp.rar/HdrHistogram"))
        .anyMatch(name -> name.contains("server/h2"))
        .anyMatch(name -> name.contains("server/postgresql"));
    return packed;
  }

  private static JsonObject bill() throws IOException {
    try (InputStream in = Files.newInputStream(TARGET.resolve("blackhole-bom.json"));
        JsonReader reader = Json.createReader(in)) {
      return reader.readObject();
    }
  }

  /** The name of each component, by its SHA-256. */
  private static Map<String, String> components() throws IOException {
    Map<String, String> components = new HashMap<>();
    for (JsonObject component : bill().getJsonArray("components").getValuesAs(JsonObject.class)) {
      for (JsonObject hash : component.getJsonArray("hashes").getValuesAs(JsonObject.class)) {
        if (hash.getString("alg").equals("SHA-256")) {
          components.put(hash.getString("content"), component.getString("purl"));
        }
      }
    }
    return components;
  }

  private static Map<String, String> listed() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (String line : Files.readAllLines(LIST)) {
      listed.put(line.substring(66), line.substring(0, 64));
    }
    return listed;
  }

  @Test
  void theBillNamesEveryJarThatIsPackedAndNoOther() throws IOException {
    Map<String, String> components = components();
    Map<String, String> missing = new TreeMap<>(packed());
    missing.keySet().removeAll(components.keySet());
    missing.values().removeIf(name -> name.matches(OWN));
    Map<String, String> more = new TreeMap<>(components);
    more.keySet().removeAll(packed().keySet());

    assertThat(missing).isEmpty();
    more.values().removeIf(name -> name.startsWith(JSPECIFY));
    assertThat(more.values()).allMatch(name -> name.startsWith("pkg:maven/org.blackhole/"));
  }

  @Test
  void theBillIsThatOfThisVersionAndTheSameInEveryBuild() throws IOException {
    JsonObject bill = bill();

    assertThat(bill.getString("bomFormat")).isEqualTo("CycloneDX");
    assertThat(bill).doesNotContainKey("serialNumber");
    assertThat(bill.getJsonObject("metadata").getJsonObject("component").getString("name"))
        .isEqualTo("blackhole-ear");
  }

  @Test
  void everyJarThatIsPackedHasTheDigestKeptInTheRepository() throws IOException {
    Set<String> known = new TreeSet<>(listed().values());

    packed()
        .forEach(
            (digest, name) -> {
              if (!name.matches(OWN)) {
                assertThat(known).as(name).contains(digest);
              }
            });
  }

  /** Maven 3.9 refuses a file of another digest before it is used; this finds it in any version. */
  @Test
  void whatThisBuildTookFromTheLocalRepositoryHasTheDigestsKept() throws IOException {
    Path repository = Path.of(System.getProperty("localRepository"));
    Map<String, String> wrong = new TreeMap<>();
    int compared = 0;
    for (Map.Entry<String, String> entry : listed().entrySet()) {
      Path file = repository.resolve(entry.getKey());
      if (Files.isRegularFile(file)) {
        compared++;
        String digest = PackedJars.digest(file);
        if (!digest.equals(entry.getValue())) {
          wrong.put(entry.getKey(), digest);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(500);
  }
}

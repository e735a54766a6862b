// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Revisions in PostgreSQL, chosen by the sample; it goes, is slow and comes back while mail flows.
 */
class PostgresIT {

  private static final String SECRET = "a secret of the database";
  private static final String SAMPLE = "configDropins/overrides/postgresql.xml";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void mailFlowsWhateverTheDatabaseDoesAndNoRevisionIsLost() throws Exception {
    try (PostgresServer postgres = new PostgresServer(SECRET);
        HeldLine wire = new HeldLine(postgres.port());
        LibertyServer server = LibertyServer.blackhole("postgres", environment(postgres, wire))) {
      Path sample = server.directory().resolve(SAMPLE);
      Files.createDirectories(sample.resolveSibling("."));
      Files.copy(LibertyServer.CONFIG.resolve("samples").resolve(SAMPLE), sample);
      server.startReady();
      try (Traffic traffic = new Traffic(server.ports().mx())) {
        awayAtStart(server);
        assertThat(server.admin().readiness().status()).isEqualTo(200);

        postgres.start();
        comesBack(server);
        assertThat(mode(server, "{\"mode\": \"accept\", \"delay\": \"1ms\"}").status())
            .isEqualTo(200);
        assertThat(entered(postgres)).isEqualTo(2).isEqualTo(revision(server));

        assertThat(mode(server, "{\"mode\": \"accept\", \"for\": \"3s\"}").status()).isEqualTo(200);
        postgres.stop();
        refused(server);
        await("the expiry").atMost(PATIENCE).until(() -> revision(server) == 4);
        assertThat(server.admin().get("/mode").json().getString("delay")).isEqualTo("1ms");

        postgres.start();
        comesBack(server);
        await("the expiry is entered").atMost(PATIENCE).until(() -> entered(postgres) == 4);
        assertThat(mode(server, "{\"mode\": \"accept\"}").status()).isEqualTo(200);
        assertThat(entered(postgres)).isEqualTo(5);

        wire.hold();
        refused(server);
        traffic.goesOn();
        assertThat(server.admin().readiness().status()).isEqualTo(200);
        wire.flow();
        comesBack(server);
        assertThat(entered(postgres)).isEqualTo(5);
        assertThat(mode(server, "{\"mode\": \"accept\"}").status()).isEqualTo(200);
        assertThat(traffic.refused()).isEmpty();
        traffic.goesOn();
      }
      assertThat(server.log().lines().filter(line -> line.contains("W The database is away")))
          .hasSize(3);
      assertThat(server.log()).doesNotContain(SECRET);
      assertThat(server.consoleText()).doesNotContain(SECRET);
    }
  }

  private static Map<String, String> environment(PostgresServer postgres, HeldLine line) {
    Map<String, String> environment = new HashMap<>();
    environment.put("BLACKHOLE_DATABASE_URL", PostgresServer.url(line.port()));
    environment.put("BLACKHOLE_DATABASE_USER", postgres.user());
    environment.put("BLACKHOLE_DATABASE_PASSWORD", SECRET);
    return environment;
  }

  private static void awayAtStart(LibertyServer server) {
    await("told that it is away").atMost(PATIENCE).until(() -> !faults(server).isEmpty());
    assertThat(faults(server)).singleElement().asString().startsWith("The database is away: ");
    refused(server);
    assertThat(revision(server)).isEqualTo(1);
  }

  private static void refused(LibertyServer server) {
    AdminApi.Answer answer = mode(server, "{\"mode\": \"offline\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.json().getString("detail"))
        .startsWith("The policy cannot be kept: the database is away: ")
        .endsWith("; nothing was changed.");
    assertThat(server.admin().get("/mode").json().getString("mode")).isEqualTo("accept");
  }

  private static void comesBack(LibertyServer server) {
    await("told that it is back").atMost(PATIENCE).until(() -> faults(server).isEmpty());
  }

  private static List<String> faults(LibertyServer server) {
    return server.admin().get("/status").json().getJsonArray("faults").stream()
        .map(Object::toString)
        .map(text -> text.substring(1))
        .toList();
  }

  private static AdminApi.Answer mode(LibertyServer server, String json) {
    return server.admin().send("PUT", "/mode", json);
  }

  private static int revision(LibertyServer server) {
    return server.admin().get("/status").json().getInt("revision");
  }

  private static long entered(PostgresServer postgres) throws Exception {
    return postgres.number("select max(revision) from policy_revision");
  }
}

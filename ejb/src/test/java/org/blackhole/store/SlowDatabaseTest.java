// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.blackhole.policy.Change;
import org.blackhole.policy.Client;
import org.blackhole.policy.ManualTimer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is there, and answers late or not at all. */
@SuppressWarnings("NullAway.Init") // JUnit sets them
class SlowDatabaseTest {

  private static final PolicyDocument BOUNCE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.BOUNCE));
  private static final int MANY = 100;
  private static final int MOST = 8;

  private final ManualTimer timer = new ManualTimer();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ExecutorService clients = Executors.newCachedThreadPool();

  @TempDir Path folder;
  private H2Server server;
  private GatedSource source;
  private RevisionDatabase database;
  private PolicyInForce policy;

  @BeforeEach
  void open() throws SQLException {
    server = new H2Server(folder);
    source = new GatedSource(server.source());
    database =
        new RevisionDatabase(
            new RevisionSource("", () -> source), new Waiting(threads, Duration.ofSeconds(1)));
    await("the database has opened").ignoreExceptions().until(() -> database.newestNumber() == 0);
    DatabaseThenFile keeper =
        new DatabaseThenFile(database, new PolicyFile(folder.resolve("policy.json")));
    policy = new PolicyAtStart(database, keeper, null, timer, timer).open();
    source.shut();
  }

  @AfterEach
  void close() {
    source.open();
    database.close();
    server.close();
    clients.shutdownNow();
    threads.shutdownNow();
  }

  @Test
  void whoeverAsksIsToldAndThreadsDoNotPileUp() throws Exception {
    List<Future<List<Revision>>> asked = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      asked.add(clients.submit(() -> database.newest(Long.MAX_VALUE, 1)));
    }
    for (Future<List<Revision>> answer : asked) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(answer::get)
          .havingCause()
          .isInstanceOf(IOException.class)
          .withMessage("the database is away: it does not answer");
      assertThat(source.waiting()).isLessThanOrEqualTo(MOST);
    }
    assertThat(source.waiting()).isPositive();
    assertThat(database.fault().orElseThrow())
        .startsWith("The database is away: it does not answer.");

    source.open();
    await("it answers again").ignoreExceptions().until(() -> database.newestNumber() == 1);
    assertThat(database.fault()).isEmpty();
    await("nobody waits any more").until(() -> source.waiting() == 0);
  }

  @Test
  void mailIsAnsweredWhileAChangeWaitsAndIsRefused() throws Exception {
    Future<Revision> change =
        clients.submit(() -> policy.replace(BOUNCE, Change.lasting("alice", "")));
    await("the change waits").until(() -> source.waiting() > 0);

    assertThat(Client.of(policy, 1).code()).isEqualTo(250);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(change::get)
        .havingCause()
        .isInstanceOf(UncheckedIOException.class)
        .withMessageContaining("the database is away: it does not answer");
    assertThat(policy.revision().orElseThrow().number()).isOne();
    // At once, now that something hangs.
    assertThatIOException().isThrownBy(() -> database.newest(Long.MAX_VALUE, 1));
    assertThat(source.waiting()).isOne();

    source.open();
    await("it answers again").ignoreExceptions().until(() -> database.newestNumber() > 0);
    await("what was given up ends").until(() -> source.waiting() == 0);
    // What the client was told is so: the change that was refused does not come in by itself.
    assertThat(policy.replace(BOUNCE, Change.lasting("bob", "")).number()).isEqualTo(2);
    assertThat(database.find(2).orElseThrow().by()).isEqualTo("bob");
  }
}

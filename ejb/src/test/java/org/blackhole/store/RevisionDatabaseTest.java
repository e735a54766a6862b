// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionTakenException;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revisions in a real database. */
@SuppressWarnings("NullAway.Init") // JUnit sets them
class RevisionDatabaseTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456Z");
  private static final PolicyDocument OFFLINE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.OFFLINE)).withSeed(-7L);

  @TempDir Path folder;
  private H2Server server;
  private RevisionDatabase database;

  @BeforeEach
  void open() throws SQLException {
    server = new H2Server(folder);
    database = server.node();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void atFirstThereIsNone() throws IOException {
    assertThat(database.newest()).isEmpty();
    assertThat(database.newestNumber()).isZero();
    assertThat(database.newest(Long.MAX_VALUE, 10)).isEmpty();
    assertThat(database.find(1)).isEmpty();
    assertThat(database.fault()).isEmpty();
  }

  @Test
  void aRevisionIsFoundAgainAsItWasEntered() throws IOException {
    Revision lasting =
        new Revision(7, OFFLINE, -7, NOON, "älice", "a \"drill\"\n" + "x".repeat(100_000), null);
    Revision temporary =
        new Revision(
            8,
            PolicyDocument.DEFAULT,
            Long.MIN_VALUE,
            NOON,
            "bob",
            "",
            new Revision.Expiry(NOON.plusSeconds(600), OFFLINE));
    database.enter(lasting);
    database.enter(temporary);

    assertThat(database.find(7)).contains(lasting);
    assertThat(database.newest()).contains(temporary);
    assertThat(server.node().newest(Long.MAX_VALUE, 10)).containsExactly(temporary, lasting);
  }

  @Test
  void theHourThatComesTwiceInAutumnIsKeptApart() throws IOException {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try {
      for (int i = 0; i < 4; i++) {
        Instant at = Instant.parse("2026-10-24T23:30:00Z").plus(Duration.ofHours(i));
        Revision revision = new Revision(i + 1, OFFLINE, 1, at, "alice", "", null);
        database.enter(revision);
        assertThat(database.find(i + 1)).contains(revision);
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void aNumberIsGivenOnce() throws IOException {
    Revision ours = revision(2, "alice");
    database.enter(revision(1, "alice"));
    database.enter(ours);
    database.enter(ours);

    Revision theirs = revision(2, "bob");
    assertThatExceptionOfType(RevisionTakenException.class)
        .isThrownBy(() -> server.node().enter(theirs))
        .withMessage("another server has made revision 2")
        .satisfies(e -> assertThat(e.newest()).isEqualTo(ours))
        .satisfies(e -> assertThat(e.number()).isEqualTo(2));
    assertThatExceptionOfType(RevisionTakenException.class)
        .isThrownBy(() -> database.enter(revision(1, "bob")));
    assertThat(database.find(2)).contains(ours);
  }

  @Test
  void ofManyServersAtATimeOneGetsTheNumber() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      database.enter(revision(1, "first"));
      List<Callable<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        RevisionDatabase node = server.node();
        Revision revision = revision(2, "node" + i);
        attempts.add(() -> entered(node, revision));
      }
      int entered = 0;
      for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
        entered += attempt.get() ? 1 : 0;
      }
      assertThat(entered).isOne();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aPageBeginsUnderItsNumberAndHasNoMoreThanItsLimit() throws IOException {
    for (int i = 1; i <= 7; i++) {
      database.enter(revision(i, "alice"));
    }
    assertThat(database.newest(Long.MAX_VALUE, 3))
        .extracting(Revision::number)
        .containsExactly(7L, 6L, 5L);
    assertThat(database.newest(5, 3)).extracting(Revision::number).containsExactly(4L, 3L, 2L);
    assertThat(database.newest(2, 3)).extracting(Revision::number).containsExactly(1L);
    assertThat(database.newest(1, 3)).isEmpty();
  }

  @Test
  void theNewestTenThousandAreKept() throws Exception {
    database.enter(revision(1, "alice"));
    server.execute(
        "insert into policy_revision select x, current_timestamp, 'alice', '', '{}', 0, null, null"
            + " from system_range(2, 10000)");
    database.enter(revision(10_001, "alice"));

    assertThat(database.find(1)).isEmpty();
    assertThat(database.find(2)).isPresent();
    assertThat(database.newestNumber()).isEqualTo(10_001);
  }

  @Test
  void aRowThatCannotBeUnderstoodIsNeverPassedOver() throws Exception {
    database.enter(revision(1, "alice"));
    database.enter(revision(2, "alice"));
    server.execute("update policy_revision set document = '{\"mode\": \"x\"}' where revision = 2");

    assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(database::newest);
    assertThat(database.fault().orElseThrow())
        .startsWith("The newest policy is not in force here: revision 2 in the database")
        .contains("#/mode");
    assertThatIOException()
        .isThrownBy(() -> database.find(2))
        .withMessageStartingWith("revision 2 in the database cannot be read: #/mode");
    assertThatIOException().isThrownBy(() -> database.newest(Long.MAX_VALUE, 10));
    assertThat(database.newest(2, 10)).hasSize(1);
    assertThatExceptionOfType(RevisionTakenException.class)
        .isThrownBy(() -> database.enter(revision(2, "bob")))
        .satisfies(e -> assertThat(e.newest()).isNull());

    database.enter(revision(3, "alice"));
    assertThat(database.fault()).isEmpty();
  }

  @Test
  void aDatabaseThatGoesAndComesBackIsTold() throws Exception {
    database.enter(revision(1, "alice"));
    server.stop();

    assertThatIOException()
        .isThrownBy(() -> database.enter(revision(2, "alice")))
        .withMessageStartingWith("the database is away: ");
    assertThat(database.fault().orElseThrow())
        .startsWith("The database is away: ")
        .endsWith(
            ". Mail is answered by the policy in force, which cannot be changed until it is back.");

    server.start();
    assertThat(database.newestNumber()).isOne();
    assertThat(database.fault()).isEmpty();
    database.enter(revision(2, "alice"));
    assertThat(database.newest()).contains(revision(2, "alice"));
  }

  @Test
  void aDatabaseThatIsAwayAtFirstIsOpenedWhenItComes() throws Exception {
    server.stop();
    database.prepare();
    assertThatIOException().isThrownBy(database::newest);

    server.start();
    database.enter(revision(1, "alice"));

    assertThat(database.newest()).contains(revision(1, "alice"));
  }

  @Test
  void onceClosedItAnswersNoMore() {
    database.close();

    assertThatIOException().isThrownBy(database::newest);
  }

  @Test
  void onlyItsOwnerCanReadAnEmbeddedDatabase() throws Exception {
    Path file = folder.resolve("state").resolve("revisions");
    String url = "jdbc:h2:file:" + file + ";WRITE_DELAY=0";
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    for (int start = 0; start < 2; start++) {
      try (RevisionTable table = new RevisionSource(url, () -> source).call()) {
        assertThat(table.insert(new RevisionRow(revision(start + 1, "alice")), () -> true))
            .isTrue();
      }
    }
    try (RevisionTable table = new RevisionSource(url, () -> source).call()) {
      assertThat(table.newestNumber()).isEqualTo(2);
    }
    try (var files = Files.list(folder.resolve("state"))) {
      assertThat(files).hasSize(1);
    }
    assertThat(permissions(folder.resolve("state").resolve("revisions.mv.db")))
        .isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("state"))).isEqualTo("rwx------");
  }

  @Test
  void anEmbeddedDatabaseMayHaveARelativeFolder() throws Exception {
    Path relative = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
    // As server.xml has it.
    String url = "jdbc:h2:file:" + relative.resolve("state") + "/./revisions;WRITE_DELAY=0";
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);

    new RevisionSource(url, () -> source).call().close();

    assertThat(folder.resolve("state").resolve("revisions.mv.db")).isNotEmptyFile();
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotEntered() throws Exception {
    database.newest();
    try (RevisionTable table = new RevisionSource("", server::source).call()) {
      assertThat(table.insert(new RevisionRow(revision(1, "alice")), () -> false)).isFalse();
      assertThat(table.newestNumber()).isZero();
    }
  }

  private static boolean entered(RevisionDatabase node, Revision revision) throws IOException {
    try {
      node.enter(revision);
      return true;
    } catch (RevisionTakenException taken) {
      return false;
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Revision revision(long number, String by) {
    return new Revision(number, OFFLINE, -7, NOON, by, "", null);
  }
}

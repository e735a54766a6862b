// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.blackhole.policy.Change;
import org.blackhole.policy.ManualTimer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without space left, for the embedded database and for the files beside it. */
@SuppressWarnings("NullAway.Init") // JUnit sets them
class FullDiskTest {

  private static final PolicyDocument OFFLINE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.OFFLINE));
  private static final PolicyDocument BOUNCE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.BOUNCE));
  private static final Duration TEN = Duration.ofMinutes(10);

  private final ManualTimer timer = new ManualTimer();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Node> started = new ArrayList<>();

  @TempDir Path folder;
  private SmallDisk disk;

  /** A server whose state is on that disk. */
  private final class Node {

    private final JdbcConnectionPool pool;
    private final RevisionDatabase database;
    private final PolicyInForce policy;
    private final DatabaseWatch watch;

    Node() {
      // As server.xml has it.
      String url =
          "jdbc:h2:file:" + folder.resolve("revisions") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
      pool = JdbcConnectionPool.create(url, "", "");
      database =
          new RevisionDatabase(
              new RevisionSource(url, () -> pool), new Waiting(threads, Duration.ofSeconds(30)));
      DatabaseThenFile keeper = new DatabaseThenFile(database, new PolicyFile(file()));
      policy = new PolicyAtStart(database, keeper, null, timer, timer).open();
      watch = new DatabaseWatch(database, keeper, policy);
      started.add(this);
    }

    Revision change(PolicyDocument document) {
      return policy.replace(document, Change.lasting("alice", ""));
    }

    Revision inForce() {
      return policy.revision().orElseThrow();
    }

    /** H2 shuts a database that it could not write; it is opened again first. */
    void look() {
      for (int i = 0; i < 3 * DatabaseWatch.WHILE_FULL; i++) {
        watch.look();
      }
    }

    void stop() {
      database.close();
      pool.dispose();
    }
  }

  @BeforeEach
  void mount() throws IOException {
    disk = SmallDisk.mount(folder, 512);
  }

  @AfterEach
  void unmount() {
    started.forEach(Node::stop);
    threads.shutdownNow();
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void aChangeIsRefusedWithTheReasonAndWhatIsInForceIsWhatIsKept() throws IOException {
    Node node = new Node();
    Revision last = node.change(OFFLINE);
    disk.fill();

    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> node.change(BOUNCE))
          .withMessageContaining(
              "the database takes no changes: there is no space left on its disk");
      node.watch.look();
    }
    assertThat(node.inForce()).isEqualTo(last);
    assertThat(new PolicyFile(file()).read()).contains(last);
    assertThat(node.database.fault().orElseThrow())
        .startsWith("The database takes no changes: there is no space left on its disk. Mail is");

    disk.free();
    node.look();
    assertThat(node.database.fault()).isEmpty();
    assertThat(node.database.newest(Long.MAX_VALUE, 10))
        .extracting(Revision::number)
        .containsExactly(2L, 1L);
    Revision change = node.change(BOUNCE);
    assertThat(node.database.newest()).contains(change);
    assertThat(new PolicyFile(file()).read()).contains(change);
  }

  @Test
  void anExpiryTakesEffectAndIsKeptOnceThereIsSpace() throws IOException {
    Node node = new Node();
    node.policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    disk.fill();
    timer.pass(TEN);

    Revision expired = node.inForce();
    assertThat(expired.document()).isEqualTo(PolicyDocument.DEFAULT);
    assertThat(node.policy.keeperFault().orElseThrow())
        .startsWith("The policy in force could not be written to " + file())
        .endsWith("No space left on device.");

    disk.free();
    node.look();
    assertThat(node.database.newest()).contains(expired);
    assertThat(new PolicyFile(file()).read()).contains(expired);
    assertThat(node.policy.keeperFault()).isEmpty();
    assertThat(node.database.fault()).isEmpty();
  }

  @Test
  void aStartHasThePolicyThatWasKept() throws IOException {
    Node first = new Node();
    Revision last = first.change(OFFLINE);
    first.stop();
    disk.fill();

    Node node = new Node();
    assertThat(node.inForce()).isEqualTo(last);
    assertThat(node.policy.faults()).isEmpty();
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> node.change(BOUNCE));
    assertThat(node.database.fault()).isPresent();
    assertThat(node.inForce()).isEqualTo(last);

    disk.free();
    node.look();
    assertThat(node.database.fault()).isEmpty();
    assertThat(node.change(BOUNCE).number()).isEqualTo(last.number() + 1);
  }

  @Test
  void aFirstStartAcceptsMailAndIsKeptOnceThereIsSpace() throws IOException {
    disk.fill();
    Node node = new Node();
    assertThat(node.inForce().document()).isEqualTo(PolicyDocument.DEFAULT);
    node.watch.look();
    assertThat(node.database.fault()).isPresent();
    assertThat(node.policy.keeperFault()).isPresent();

    disk.free();
    node.look();
    assertThat(node.database.fault()).isEmpty();
    assertThat(node.policy.keeperFault()).isEmpty();
    assertThat(node.database.newest()).contains(node.inForce());
    assertThat(new PolicyFile(file()).read()).contains(node.inForce());
  }

  @Test
  void aFileIsAsItWasAndNothingIsLeftBesideIt() throws IOException {
    PolicyFile file = new PolicyFile(file());
    Revision kept = Revision.first(OFFLINE, Instant.EPOCH, "alice", "");
    file.keep(kept);
    disk.fill();

    assertThatIOException()
        .isThrownBy(
            () -> file.keep(Revision.first(BOUNCE, Instant.EPOCH, "bob", "x".repeat(100_000))))
        .withMessageContaining("No space left on device");
    assertThat(file.read()).contains(kept);
    try (var files = Files.list(file().resolveSibling("."))) {
      assertThat(files).hasSize(2);
    }
  }

  private Path file() {
    return folder.resolve("policy.json");
  }
}

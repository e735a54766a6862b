// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.blackhole.policy.Change;
import org.blackhole.policy.ManualTimer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionChangedException;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that share a database, which goes and comes back. */
@SuppressWarnings("NullAway.Init") // JUnit sets them
class SharedDatabaseTest {

  private static final PolicyDocument OFFLINE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.OFFLINE));
  private static final PolicyDocument BOUNCE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.BOUNCE));
  private static final Duration TEN = Duration.ofMinutes(10);

  private final ManualTimer timer = new ManualTimer();

  @TempDir Path folder;
  private H2Server server;

  /** One of the servers, started. */
  private final class Node {

    private final Path file;
    private final PolicyInForce policy;
    private final DatabaseWatch watch;
    private final RevisionDatabase database;

    Node(String name) {
      file = folder.resolve(name).resolve("policy.json");
      database = server.node();
      DatabaseThenFile keeper = new DatabaseThenFile(database, new PolicyFile(file));
      policy = new PolicyAtStart(database, keeper, null, timer, timer).open();
      watch = new DatabaseWatch(database, keeper, policy);
    }

    Revision revision() {
      return policy.revision().orElseThrow();
    }

    Revision change(PolicyDocument document, String by) {
      return policy.replace(document, Change.lasting(by, ""));
    }
  }

  @BeforeEach
  void open() throws SQLException {
    server = new H2Server(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aServerStartedLaterBeginsWithWhatTheOthersHave() {
    Node first = new Node("a");
    first.change(OFFLINE, "alice");

    assertThat(new Node("b").revision()).isEqualTo(first.revision());
  }

  @Test
  void aChangeOfOneIsInForceOnTheOthersAfterTheirNextLook() throws IOException {
    Node one = new Node("a");
    Node other = new Node("b");
    Revision change = one.change(OFFLINE, "alice");

    other.watch.look();

    assertThat(other.revision()).isEqualTo(change);
    assertThat(new PolicyFile(other.file).read()).contains(change);
    assertThat(Files.readString(one.file)).isEqualTo(Files.readString(other.file));
  }

  @Test
  void anEditOfTwoLosesNeither() {
    Node one = new Node("a");
    Node other = new Node("b");
    one.policy.edit(d -> d.withMode(ModeSetting.of(Mode.BOUNCE)), Change.lasting("alice", ""));

    Revision last =
        other.policy.edit(d -> d.withDelay(DurationRange.parse("1s")), Change.lasting("bob", ""));

    assertThat(last.number()).isEqualTo(3);
    assertThat(last.document()).isEqualTo(BOUNCE.withDelay(DurationRange.parse("1s")));
  }

  @Test
  void aChangeForARevisionThatAnotherServerReplacedIsRefused() {
    Node one = new Node("a");
    Node other = new Node("b");
    Revision change = one.change(OFFLINE, "alice");

    assertThatExceptionOfType(RevisionChangedException.class)
        .isThrownBy(() -> other.policy.replace(BOUNCE, new Change("bob", "", null, 1L)))
        .satisfies(e -> assertThat(e.current()).isEqualTo(2));
    assertThat(other.revision()).isEqualTo(change);
    assertThat(other.policy.replace(BOUNCE, new Change("bob", "", null, 2L)).number()).isEqualTo(3);
  }

  @Test
  void changesOfTwoAtATimeAreAllInTheHistory() throws Exception {
    Node one = new Node("a");
    Node other = new Node("b");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Long> alice = () -> changes(one, "alice");
      Callable<Long> bob = () -> changes(other, "bob");
      for (var done : threads.invokeAll(Stream.of(alice, bob).toList())) {
        assertThat(done.get()).isEqualTo(20);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(one.database.newest(Long.MAX_VALUE, 100))
        .hasSize(41)
        .extracting(Revision::by)
        .containsOnly("alice", "bob", "blackhole");
  }

  @Test
  void withTheDatabaseAwayTheFilesPolicyIsInForceAndChangesAreRefused() throws Exception {
    Revision last = new Node("a").change(OFFLINE, "alice");
    server.stop();

    Node restarted = new Node("a");
    restarted.watch.look();

    assertThat(restarted.revision()).isEqualTo(last);
    assertThat(restarted.policy.faults()).isEmpty();
    assertThat(restarted.database.fault()).isPresent();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> restarted.change(BOUNCE, "alice"))
        .withMessageContaining("the database is away");
    assertThat(restarted.revision()).isEqualTo(last);
    assertThat(new PolicyFile(restarted.file).read()).contains(last);

    server.start();
    restarted.watch.look();
    assertThat(restarted.database.fault()).isEmpty();
    assertThat(restarted.change(BOUNCE, "alice").number()).isEqualTo(3);
  }

  @Test
  void aFirstStartWithTheDatabaseAwayGivesWayToWhatTheOthersHave() throws Exception {
    Revision theirs = new Node("a").change(OFFLINE, "alice");
    server.stop();
    Node alone = new Node("b");
    assertThat(alone.revision().document()).isEqualTo(PolicyDocument.DEFAULT);

    server.start();
    alone.watch.look();

    assertThat(alone.revision()).isEqualTo(theirs);
    assertThat(alone.database.newest(Long.MAX_VALUE, 10)).hasSize(2);
  }

  @Test
  void theSeedThatOneDrewIsThatOfAll() throws Exception {
    Node one = new Node("a");
    server.stop();
    Node alone = new Node("b");
    assertThat(alone.policy.seed()).isNotEqualTo(one.policy.seed());

    server.start();
    one.change(OFFLINE, "alice");
    alone.watch.look();

    assertThat(alone.policy.seed()).isEqualTo(one.policy.seed());
  }

  @Test
  void aFirstStartWithTheDatabaseAwayIsEnteredIfNobodyElseWas() throws Exception {
    server.stop();
    Node alone = new Node("b");
    server.start();

    alone.watch.look();

    assertThat(alone.database.find(1)).contains(alone.revision());
  }

  @Test
  void anExpiryWhileTheDatabaseIsAwayTakesEffectAndIsEnteredLater() throws Exception {
    Node node = new Node("a");
    node.policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    server.stop();
    timer.pass(TEN);

    Revision expired = node.revision();
    assertThat(expired.document()).isEqualTo(PolicyDocument.DEFAULT);
    assertThat(expired.number()).isEqualTo(3);
    assertThat(new PolicyFile(node.file).read()).contains(expired);

    server.start();
    node.watch.look();
    assertThat(node.database.find(3)).contains(expired);
  }

  @Test
  void anExpiryWhileAwayIsEnteredBeforeTheNextChangeAndAfterARestart() throws Exception {
    Node node = new Node("a");
    node.policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    server.stop();
    timer.pass(TEN);
    Node restarted = new Node("a");
    server.start();

    Revision change = restarted.change(BOUNCE, "bob");

    assertThat(restarted.database.newest(Long.MAX_VALUE, 2))
        .extracting(Revision::by)
        .containsExactly("bob", "blackhole");
    assertThat(change.number()).isEqualTo(4);
  }

  @Test
  void oneExpiryIsOneRevisionOnHoweverManyServers() throws Exception {
    Node one = new Node("a");
    Node other = new Node("b");
    one.policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    other.watch.look();

    timer.pass(TEN);

    assertThat(other.revision()).isEqualTo(one.revision());
    assertThat(one.revision().number()).isEqualTo(3);
    assertThat(one.database.newest(Long.MAX_VALUE, 10)).hasSize(3);
  }

  @Test
  void whatIsNewerInTheFileIsEntered() throws Exception {
    Node node = new Node("a");
    Revision last = node.change(OFFLINE, "alice");
    server.execute("delete from policy_revision where revision = 2");

    Node restarted = new Node("a");
    assertThat(restarted.revision()).isEqualTo(last);
    restarted.watch.look();

    assertThat(restarted.database.find(2)).contains(last);
  }

  @Test
  void ofOneNumberThatOfTheDatabaseCounts() throws Exception {
    Node node = new Node("a");
    Revision last = node.change(OFFLINE, "alice");
    server.execute("update policy_revision set made_by = 'bob' where revision = 2");

    Revision counts = new Node("a").revision();

    assertThat(counts.by()).isEqualTo("bob");
    assertThat(counts.number()).isEqualTo(last.number());
    assertThat(new PolicyFile(node.file).read()).contains(counts);
  }

  @Test
  void aStartOnARowThatCannotBeUnderstoodIsNoGuess() throws Exception {
    new Node("a").change(OFFLINE, "alice");
    server.execute("update policy_revision set document = '{' where revision = 2");

    Node restarted = new Node("a");
    assertThat(restarted.policy.revision()).isEmpty();
    assertThat(restarted.policy.faults())
        .singleElement()
        .asString()
        .startsWith("The policy in the newest revision of the database is refused until");
    restarted.watch.look();
    assertThat(restarted.policy.revision()).isEmpty();

    // A whole new document mends it, under a number of its own.
    assertThat(restarted.change(BOUNCE, "alice").number()).isEqualTo(3);
  }

  @Test
  void aRunningServerKeepsItsPolicyWhenAnothersCannotBeUnderstood() throws Exception {
    Node one = new Node("a");
    Node other = new Node("b");
    one.change(OFFLINE, "alice");
    server.execute("update policy_revision set document = '{\"x\": 1}' where revision = 2");

    other.watch.look();

    assertThat(other.revision().number()).isOne();
    assertThat(other.database.fault().orElseThrow()).contains("revision 2 in the database");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> other.policy.edit(d -> d.withSeed(1L), Change.lasting("bob", "")))
        .withMessageContaining("revision 2 in the database cannot be read");
    assertThatExceptionOfType(RevisionChangedException.class)
        .isThrownBy(() -> other.policy.replace(BOUNCE, new Change("bob", "", null, 1L)));

    one.change(BOUNCE, "alice");
    other.watch.look();
    assertThat(other.revision()).isEqualTo(one.revision());
    assertThat(other.database.fault()).isEmpty();
  }

  @Test
  void aBrokenFileIsNotPassedOverUntilSomebodyMakesAChange() throws Exception {
    Node node = new Node("a");
    Files.writeString(node.file, "{");
    Node restarted = new Node("a");
    restarted.watch.look();
    assertThat(restarted.policy.revision()).isEmpty();

    Node other = new Node("b");
    Revision change = other.change(OFFLINE, "alice");
    restarted.watch.look();

    assertThat(restarted.revision()).isEqualTo(change);
  }

  private static long changes(Node node, String by) {
    long made = 0;
    for (int i = 0; i < 20; i++) {
      node.policy.edit(d -> d.withMode(ModeSetting.of(Mode.BOUNCE)), Change.lasting(by, ""));
      made++;
    }
    return made;
  }
}

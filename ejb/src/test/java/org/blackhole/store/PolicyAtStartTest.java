// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.blackhole.policy.Change;
import org.blackhole.policy.Client;
import org.blackhole.policy.ManualTimer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which policy a server begins with. */
class PolicyAtStartTest {

  private static final PolicyDocument OFFLINE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.OFFLINE));
  private static final PolicyDocument BOUNCE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.BOUNCE));

  private final ManualTimer timer = new ManualTimer();

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private H2Server server;

  @BeforeEach
  void open() throws SQLException {
    server = new H2Server(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theFirstStartAcceptsEverything() {
    PolicyInForce policy = start(null);

    assertThat(document(policy)).isEqualTo(PolicyDocument.DEFAULT);
    assertThat(policy.faults()).isEmpty();
  }

  @Test
  void theSeedDrawnAtTheFirstStartIsThatOfLaterOnes() throws IOException {
    long seed = start(null).seed();
    assertThat(start(null).seed()).isEqualTo(seed);

    start(null).replace(BOUNCE, Change.lasting("alice", ""));
    assertThat(start(null).seed()).isEqualTo(seed);
    assertThat(Files.readString(kept())).contains("\"seed\": " + seed);
  }

  @Test
  void aPolicyGivenIsTakenAtTheFirstStartAndKept() throws IOException {
    assertThat(document(start(given("{\"mode\": \"offline\"}")))).isEqualTo(OFFLINE);
    assertThat(document(start(null))).isEqualTo(OFFLINE);
  }

  @Test
  void aPolicyGivenBeforeAnybodyChangedAnythingIsStillForTheFirstStart() throws IOException {
    start(null);
    assertThat(document(start(given("{\"mode\": \"offline\"}")))).isEqualTo(OFFLINE);
    assertThat(document(start(given("{\"mode\": \"bounce\"}")))).isEqualTo(OFFLINE);
  }

  @Test
  void laterStartsBeginWithWhatWasKeptLast() throws IOException {
    Path given = given("{\"mode\": \"offline\"}");
    start(given).replace(BOUNCE, Change.lasting("alice", "a drill"));

    PolicyInForce policy = start(given);

    assertThat(document(policy)).isEqualTo(BOUNCE);
    assertThat(policy.revision().map(Revision::number)).contains(2L);
    assertThat(policy.revision().map(Revision::by)).contains("alice");
  }

  @Test
  void aTemporaryChangeSurvivesARestartWithItsEnd() {
    start(null).replace(OFFLINE, new Change("alice", "", Duration.ofMinutes(10), null));
    timer.sleep(Duration.ofMinutes(9));

    PolicyInForce policy = start(null);

    assertThat(document(policy)).isEqualTo(OFFLINE);
    timer.pass(Duration.ofMinutes(1));
    assertThat(document(policy)).isEqualTo(PolicyDocument.DEFAULT);
    assertThat(document(start(null))).isEqualTo(PolicyDocument.DEFAULT);
  }

  @Test
  void aTemporaryChangeThatEndedMeanwhileHasGivenWay() {
    start(null).replace(OFFLINE, new Change("alice", "", Duration.ofMinutes(10), null));
    timer.sleep(Duration.ofMinutes(11));

    PolicyInForce policy = start(null);

    assertThat(document(policy)).isEqualTo(PolicyDocument.DEFAULT);
    assertThat(policy.revision().map(Revision::number)).contains(3L);
    assertThat(start(null).revision().map(Revision::number)).contains(3L);
  }

  @Test
  void aBrokenGivenPolicyIsToldAndNothingIsAnsweredOnAGuess() throws IOException {
    Path given = given("{\"mode\": \"bounced\", \"delay\": \"1h\"}");

    PolicyInForce policy = start(given);

    assertThat(policy.faults()).hasSize(2);
    assertThat(policy.faults().get(0))
        .startsWith(
            "The policy in "
                + given
                + " is refused until it is mended and the server started again: #/mode: no such mode");
    assertThat(policy.faults().get(1)).contains("#/delay: a delay is at most 60s, not 1h");
    assertThat(Client.of(policy, 1).code()).isEqualTo(421);
    assertThat(kept()).doesNotExist();
  }

  @Test
  void aGivenPolicyThatIsNotThereIsTold() {
    PolicyInForce policy = start(folder.resolve("missing.json"));

    assertThat(policy.faults())
        .isEqualTo(
            List.of(
                "The policy in "
                    + folder.resolve("missing.json")
                    + " is refused until it is mended and the server started again: "
                    + "there is no such file"));
  }

  @Test
  void aBrokenKeptPolicyIsNotPassedOverForTheGivenOne() throws IOException {
    Path given = given("{\"mode\": \"offline\"}");
    start(given);
    Files.writeString(kept(), "{ not JSON");

    PolicyInForce policy = start(given);

    assertThat(policy.faults())
        .singleElement()
        .asString()
        .contains("#: the file is not JSON in UTF-8");
    assertThat(kept()).hasContent("{ not JSON");
  }

  @Test
  void aFolderInPlaceOfTheFileIsTold() throws IOException {
    Files.createDirectories(kept());

    assertThat(start(null).faults()).hasSize(1);
  }

  private PolicyInForce start(@Nullable Path given) {
    RevisionDatabase database = server.node();
    DatabaseThenFile keeper = new DatabaseThenFile(database, new PolicyFile(kept()));
    return new PolicyAtStart(database, keeper, given, timer, timer).open();
  }

  private Path given(String text) throws IOException {
    return Files.writeString(folder.resolve("given.json"), text);
  }

  private Path kept() {
    return folder.resolve("blackhole").resolve("policy.json");
  }

  private static PolicyDocument document(PolicyInForce policy) {
    return policy.revision().orElseThrow().document();
  }
}

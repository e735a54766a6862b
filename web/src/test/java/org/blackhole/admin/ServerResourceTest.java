// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.blackhole.smtp.api.ListenerState.CLOSED;
import static org.blackhole.smtp.api.ListenerState.DRAINING;
import static org.blackhole.smtp.api.ListenerState.FAILED;
import static org.blackhole.smtp.api.ListenerState.OPEN;
import static org.blackhole.smtp.api.ListenerState.PAUSED;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.blackhole.admin.access.BearerTokens;
import org.blackhole.admin.access.StoredAccounts;
import org.blackhole.admin.events.ListenerWatch;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.EventReader;
import org.blackhole.journal.EventType;
import org.blackhole.journal.Events;
import org.blackhole.journal.ListenerEvent;
import org.blackhole.journal.history.History;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionHistory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server at once, and all that is wrong with it. */
class ServerResourceTest {

  private final ListedServer server = new ListedServer();
  private final UnreadablePolicy policy = new UnreadablePolicy("The policy is refused.");

  private final RevisionHistory away =
      new RevisionHistory() {
        @Override
        public List<Revision> newest(long before, int limit) throws IOException {
          throw new IOException("the database is away");
        }

        @Override
        public Optional<Revision> find(long number) throws IOException {
          throw new IOException("the database is away");
        }

        @Override
        public Optional<String> fault() {
          return Optional.of("The database is away.");
        }
      };

  private final Events events = new Events();
  private final ListenerWatch watch = new ListenerWatch(server, events);

  @TempDir Path folder;

  @AfterEach
  void close() {
    policy.close();
  }

  @Test
  void whatFollowsIsToldEachListenerThatChanged() {
    server.with("mx", OPEN).with("submission", CLOSED);
    watch.look();
    try (EventReader reader = events.subscribe(Events.NOW, Set.of(EventType.LISTENER))) {
      resource().pause();
      assertThat(reader.poll(10).events())
          .extracting(each -> ((ListenerEvent) each.event()).status().info().name())
          .containsExactly("mx");
      assertThat(watch.state("mx")).contains(PAUSED);
      watch.look();
      assertThat(reader.poll(10).events()).isEmpty();
    }
  }

  @Test
  void toPauseLeavesOutWhatTakesNoConnectionsAnyway() {
    everyState();
    resource().pause();
    assertThat(server.states)
        .isEqualTo(Map.of("a", PAUSED, "b", PAUSED, "c", CLOSED, "d", DRAINING, "e", FAILED));
  }

  @Test
  void toDrainLeavesOutWhatIsClosed() {
    everyState();
    resource().drain();
    assertThat(server.states)
        .isEqualTo(Map.of("a", DRAINING, "b", DRAINING, "c", CLOSED, "d", DRAINING, "e", FAILED));
  }

  @Test
  void whileAListenerDrainsToResumeChangesNothing() {
    everyState();
    server.with("f", DRAINING);
    Map<String, ?> before = Map.copyOf(server.states);
    Problem problem =
        catchThrowableOfType(ProblemException.class, () -> resource().resume()).problem();
    assertThat(problem.status()).isEqualTo(409);
    assertThat(problem.detail())
        .isEqualTo("Still draining: d, f. Nothing was changed; try again when no listener drains.");
    assertThat(server.states).isEqualTo(before);
  }

  @Test
  void toResumeOpensWhatIsPausedOrClosed() {
    server.with("a", OPEN).with("b", PAUSED).with("c", CLOSED).with("e", FAILED);
    resource().resume();
    assertThat(server.states).isEqualTo(Map.of("a", OPEN, "b", OPEN, "c", OPEN, "e", FAILED));
  }

  @Test
  void aListenerThatCannotOpenIsAmongTheFaultsAndTheOthersServe() {
    server.with("a", CLOSED).with("b", PAUSED);
    server.taken.add("a");
    JsonObject status = resource().resume();
    assertThat(server.states).isEqualTo(Map.of("a", FAILED, "b", OPEN));
    assertThat(status.getJsonArray("faults").toString()).contains("Listener a cannot listen.");
  }

  @Test
  void faultsOfAllKindsAreToldOnce() {
    server.with("a", FAILED);
    server.faults.addAll(List.of("A setting is refused.", "Listener a cannot listen."));
    assertThat(faults(Optional.of("no key")).list())
        .hasSize(4)
        .startsWith("A setting is refused.", "Listener a cannot listen.", "The policy is refused.")
        .last()
        .asString()
        .startsWith("Bearer tokens cannot be verified: ");
  }

  @Test
  void aDatabaseThatIsAwayIsToldButNoReasonNotToBeReady() {
    ServerFaults faults = faults(Optional.empty());
    assertThat(new Status(server, policy.inForce(), faults, away).view().getJsonArray("faults"))
        .extracting(Object::toString)
        .contains("\"The database is away.\"");
    assertThat(faults.list()).doesNotContain("The database is away.");
  }

  @Test
  void aWarningIsAmongTheFaultsAndNoReasonNotToBeReady() {
    server.with("a", OPEN);
    server.warnings.add("The certificate has expired.");
    ServerFaults faults = faults(Optional.empty());
    assertThat(new Status(server, policy.inForce(), faults, away).view().getJsonArray("faults"))
        .extracting(Object::toString)
        .contains("\"The certificate has expired.\"");
    assertThat(faults.warnings()).containsExactly("The certificate has expired.");
    assertThat(faults.list()).doesNotContain("The certificate has expired.");
  }

  private void everyState() {
    server.with("a", OPEN).with("b", PAUSED).with("c", CLOSED);
    server.with("d", DRAINING).with("e", FAILED);
  }

  private ServerResource resource() {
    ServerFaults faults = faults(Optional.empty());
    return new ServerResource(server, new Status(server, policy.inForce(), faults, away), watch);
  }

  private ServerFaults faults(Optional<String> key) {
    BearerTokens tokens =
        new BearerTokens(key, Optional.empty(), Optional.empty(), Optional.empty());
    return new ServerFaults(
        server,
        policy.inForce(),
        StoredAccounts.in(folder).accounts(),
        tokens,
        new History(folder));
  }
}

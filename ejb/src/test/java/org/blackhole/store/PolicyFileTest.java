// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.Revision;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy kept as a file. */
class PolicyFileTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456789Z");
  private static final PolicyDocument OFFLINE =
      PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.OFFLINE));

  @TempDir Path folder;
  private Path path = Path.of("");
  private PolicyFile file = new PolicyFile(path.resolve("unset"));

  @BeforeEach
  void inAFolderOfItsOwn() {
    path = folder.resolve("blackhole").resolve("policy.json");
    file = new PolicyFile(path);
  }

  @Test
  void atFirstThereIsNone() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void aRevisionIsFoundAgainAsItWasKept() throws IOException {
    Revision lasting =
        new Revision(7, OFFLINE.withSeed(5L), 5, NOON, "alice", "a \"drill\"\n", null);
    file.keep(lasting);
    assertThat(new PolicyFile(path).read()).contains(lasting);

    Revision temporary =
        new Revision(
            8,
            OFFLINE,
            42,
            NOON,
            "alice",
            "",
            new Revision.Expiry(NOON.plusSeconds(600), PolicyDocument.DEFAULT));
    file.keep(temporary);
    assertThat(new PolicyFile(path).read()).contains(temporary);
  }

  @Test
  void onlyItsOwnerCanReadIt() throws IOException {
    file.keep(revision(1));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent())))
        .isEqualTo("rwx------");
  }

  @Test
  void whatAKillLeftHalfWrittenIsPassedOver() throws IOException {
    file.keep(revision(1));
    Files.writeString(path.resolveSibling("policy.json.new"), "{\"revision\": 2, \"pol");

    assertThat(file.read()).contains(revision(1));
    file.keep(revision(2));

    assertThat(file.read()).contains(revision(2));
    try (var files = Files.list(parent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void aLinkPutInItsWayIsNotFollowed() throws IOException {
    file.keep(revision(1));
    Path other = Files.writeString(folder.resolve("other"), "untouched");
    Files.createSymbolicLink(path.resolveSibling("policy.json.new"), other);

    file.keep(revision(2));

    assertThat(other).hasContent("untouched");
    assertThat(file.read()).contains(revision(2));
  }

  @Test
  void aReaderNeverSeesHalfAFile() throws Exception {
    file.keep(revision(1));
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reads =
          thread.submit(
              () -> {
                int n = 0;
                while (writing.get() || n == 0) {
                  n += new PolicyFile(path).read().isPresent() ? 1 : -1_000_000;
                }
                return n;
              });
      for (int number = 2; number < 200; number++) {
        file.keep(revision(number));
      }
      writing.set(false);
      assertThat(reads.get()).isPositive();
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void whatCannotBeWrittenLeavesTheFileAsItWas() throws IOException {
    file.keep(revision(1));
    // A folder with content in place of the new file: it can be neither removed nor written.
    Files.createDirectories(path.resolveSibling("policy.json.new").resolve("x"));

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> file.keep(revision(2)));
    assertThat(file.read()).contains(revision(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "null",
        "{}",
        "{'revision':1,'revision':2,'at':'2026-11-01T12:00:00Z','policy':{}}",
        "{'revision':0,'at':'2026-11-01T12:00:00Z','policy':{}}",
        "{'revision':1,'at':'noon','policy':{}}",
        "{'revision':1,'at':'2026-11-01T12:00:00Z'}",
        "{'revision':1,'at':'2026-11-01T12:00:00Z','policy':{'mode':'x'}}",
        "{'revision':1,'at':'2026-11-01T12:00:00Z','policy':{},'expires':{}}",
        "{'revision':1,'at':'2026-11-01T12:00:00Z','policy':{},'seed':'x'}",
        "{'revision':1,'at':'2026-11-01T12:00:00Z','policy':{},'extra':1}"
      })
  void aFileThatCannotBeUnderstoodIsRefused(String text) throws IOException {
    Files.createDirectories(parent());
    Files.writeString(path, text.replace('\'', '"'));

    assertThatExceptionOfType(InvalidPolicyException.class)
        .isThrownBy(file::read)
        .satisfies(e -> assertThat(e.faults()).isNotEmpty());
  }

  private Path parent() {
    return folder.resolve("blackhole");
  }

  private static Revision revision(long number) {
    return new Revision(number, OFFLINE, 42, NOON, "test", "x".repeat(10_000), null);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final int KIB = 1024;

  @TempDir private Path directory;

  /** What would be on work threads. */
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  private Spool open(long threshold, long memory, long files) throws IOException {
    return Spool.open(directory, new SpoolLimits(threshold, memory, files), waiting::add);
  }

  private void work() {
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      task.run();
    }
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("mail-")).toList();
    }
  }

  @Test
  void whatGoesInComesOutAndNothingStaysTaken() throws Exception {
    Random random = new Random(1);
    try (Spool spool = open(64 * KIB, 256 * KIB, 100L * KIB * KIB)) {
      for (int i = 0; i < 200; i++) {
        byte[] all = new byte[random.nextInt(200 * KIB)];
        random.nextBytes(all);
        SpooledContent content = spool.newContent();
        for (int at = 0; at < all.length; ) {
          int octets = Math.min(all.length - at, 1 + random.nextInt(40 * KIB));
          content.append(ByteBuffer.wrap(all, at, octets));
          at += octets;
          if (random.nextBoolean()) {
            work();
          }
        }
        boolean dropped = random.nextInt(4) == 0;
        if (!dropped) {
          work();
          content.complete();
          assertThat(content.open().readAllBytes()).isEqualTo(all);
          assertThat(content.open().readAllBytes()).isEqualTo(all);
        }
        if (random.nextBoolean() && !dropped) {
          content.removeHere();
        } else {
          content.remove();
          work();
        }
        assertThatThrownBy(content::open).isInstanceOf(IOException.class);
        assertThat(spool.memory()).isZero();
        assertThat(spool.files()).isZero();
        assertThat(contents()).isEmpty();
      }
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatIsBeingWrittenCountsAsMemory() throws Exception {
    try (Spool spool = open(8 * KIB, 100 * KIB, 100L * KIB * KIB)) {
      SpooledContent content = spool.newContent();
      CompletionStage<Void> writing = content.append(ByteBuffer.allocate(64 * KIB));
      assertThat(writing).isNotNull();
      assertThat(spool.memory()).isEqualTo(64 * KIB);
      work();
      assertThat(spool.memory()).isZero();
      content.removeHere();
    }
  }

  @Test
  void memoryThatIsUsedUpSendsEvenSmallContentsToFiles() throws Exception {
    try (Spool spool = open(64 * KIB, 128 * KIB, 100L * KIB * KIB)) {
      List<SpooledContent> many = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        SpooledContent content = spool.newContent();
        content.append(ByteBuffer.allocate(10 * KIB));
        content.complete();
        many.add(content);
        assertThat(spool.memory()).isLessThanOrEqualTo(128 * KIB);
      }
      assertThat(contents()).hasSizeGreaterThan(80);
      many.forEach(SpooledContent::removeHere);
      assertThat(spool.memory()).isZero();
      assertThat(contents()).isEmpty();
    }
  }

  @Test
  void filesHaveALimitAsWell() throws Exception {
    try (Spool spool = open(0, 0, 100 * KIB)) {
      SpooledContent first = spool.newContent();
      first.append(ByteBuffer.allocate(90 * KIB));
      work();
      SpooledContent second = spool.newContent();
      CompletionStage<Void> refused = second.append(ByteBuffer.allocate(40 * KIB));
      assertThat(refused).isNotNull();
      assertThatThrownBy(() -> second.written().toCompletableFuture().join())
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("full");
      second.remove();
      SpooledContent third = spool.newContent();
      third.append(ByteBuffer.allocate(20 * KIB));
      assertThatThrownBy(third::complete).isInstanceOf(IOException.class);
      third.removeHere();
      first.removeHere();
      assertThat(spool.files()).isZero();
      assertThat(spool.memory()).isZero();
    }
  }

  @Test
  void whatWasNeverWrittenNeedsNoWork() throws Exception {
    try (Spool spool = open(0, 0, 100 * KIB)) {
      SpooledContent content = spool.newContent();
      content.append(ByteBuffer.allocate(10));
      content.remove();
      assertThat(waiting).isEmpty();
      assertThat(spool.memory()).isZero();
    }
  }

  @Test
  void aDiskThatCannotBeWrittenToIsToldUntilItCan() throws Exception {
    try (Spool spool = open(0, 0, 1000L * KIB)) {
      Path folder;
      try (Stream<Path> folders = Files.list(directory)) {
        folder = folders.findFirst().orElseThrow();
      }
      Path away = directory.resolve("away");
      Files.move(folder, away);
      SpooledContent content = spool.newContent();
      content.append(ByteBuffer.allocate(40 * KIB));
      work();
      assertThatThrownBy(() -> content.written().toCompletableFuture().join())
          .isInstanceOf(CompletionException.class);
      content.removeHere();
      spool.tryAgain();
      assertThat(spool.trouble().orElseThrow()).startsWith("The spool " + folder + " cannot be");

      Files.move(away, folder);
      spool.tryAgain();
      assertThat(spool.trouble()).isEmpty();
      assertThat(contents()).isEmpty();
    }
  }

  /** A lock of POSIX belongs to its process, which loses it by closing any file of that name. */
  @Test
  void anotherServerLeavesAFolderThatIsInUse() throws Exception {
    try (Spool first = open(0, 0, 1000L * KIB);
        Spool second = open(0, 0, 1000L * KIB)) {
      for (Spool spool : List.of(first, second)) {
        SpooledContent content = spool.newContent();
        content.append(ByteBuffer.allocate(40 * KIB));
      }
      work();
      assertThat(contents()).hasSize(2);
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Process other =
          new ProcessBuilder(
                  java.toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherServer.class.getName(),
                  directory.toString())
              .inheritIO()
              .start();
      assertThat(other.waitFor()).isZero();
      assertThat(contents()).hasSize(2);
    }
  }

  @Test
  void halfMadeFoldersGoOnceTheyAreOldAndStrangersStay() throws Exception {
    Path half = Files.createDirectory(directory.resolve(".spool-half"));
    Path stranger = Files.writeString(directory.resolve("spool-stranger"), "x");
    open(0, 0, 0).close();
    assertThat(half).exists();
    Files.setLastModifiedTime(half, FileTime.from(Instant.now().minusSeconds(600)));
    open(0, 0, 0).close();
    assertThat(half).doesNotExist();
    assertThat(stranger).exists();
  }
}

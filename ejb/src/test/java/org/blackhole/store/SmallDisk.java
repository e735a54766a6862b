// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own that is soon full. Where none may be mounted its tests are skipped. */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;
  private final Path filler;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
  }

  public static SmallDisk mount(Path folder, int kib) throws IOException {
    assumeTrue(
        works("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", folder.toString()),
        "no file system may be mounted here");
    return new SmallDisk(folder);
  }

  /** Takes all the space that there is. */
  public void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4096];
      while (Files.getFileStore(folder).getUsableSpace() > 0) {
        out.write(block);
      }
    }
  }

  /** Gives it back. */
  public void free() throws IOException {
    Files.delete(filler);
  }

  @Override
  public void close() {
    if (!works("umount", "-l", folder.toString())) {
      throw new IllegalStateException("umount failed");
    }
  }

  private static boolean works(String... words) {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

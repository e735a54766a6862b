// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The same rows in a file that only its owner can read. All of its room is taken when it is made: a
 * disk that is full later does not matter. For one thread at a time.
 */
final class RingFile implements AutoCloseable {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  // A link that somebody put there is not followed.
  private static final Set<OpenOption> OPTIONS =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  private final Resolution resolution;
  private final FileChannel channel;
  private final ByteBuffer row = ByteBuffer.allocate(Row.OCTETS);

  private RingFile(Resolution resolution, FileChannel channel) {
    this.resolution = resolution;
    this.channel = channel;
  }

  /**
   * Opens it, or makes it.
   *
   * @throws IOException if it cannot, or there is no room for all of it
   */
  static RingFile open(Path path, Resolution resolution) throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder, permissions("rwx------"));
    }
    FileChannel channel = FileChannel.open(path, OPTIONS, permissions("rw-------"));
    RingFile file = new RingFile(resolution, channel);
    try {
      if (POSIX) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      }
      file.takeRoom();
      return file;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void takeRoom() throws IOException {
    long wanted = (long) resolution.rows() * Row.OCTETS;
    channel.truncate(wanted);
    byte[] zeros = new byte[8192];
    for (long size = channel.size(); size < wanted; size = channel.size()) {
      ByteBuffer part = ByteBuffer.wrap(zeros, 0, (int) Math.min(zeros.length, wanted - size));
      write(part, size);
    }
  }

  /** All rows that are whole. */
  List<Row> read() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(resolution.rows() * Row.OCTETS);
    while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {
      // Until all is there.
    }
    all.flip();
    List<Row> rows = new ArrayList<>();
    while (all.remaining() >= Row.OCTETS) {
      Row.read(all).ifPresent(rows::add);
    }
    return rows;
  }

  void write(Row given) throws IOException {
    row.clear();
    given.write(row);
    write(row.flip(), (long) resolution.slot(given.at()) * Row.OCTETS);
  }

  private void write(ByteBuffer octets, long position) throws IOException {
    long at = position;
    while (octets.hasRemaining()) {
      at += channel.write(octets, at);
    }
  }

  /** Returns when all is on the disk. */
  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static FileAttribute<?>[] permissions(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}

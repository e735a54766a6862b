// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that is stopped and started. It refuses to run as root, so where the tests do, it
 * runs as nobody; where neither is possible its tests are skipped.
 */
final class PostgresServer implements AutoCloseable {

  private static final String USER = "blackhole";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String password;
  private final int port = Ports.free(1).get(0);
  private final boolean root = System.getProperty("user.name").equals("root");
  private final Path folder;
  private @Nullable Process process;

  /** Made, but not started. */
  PostgresServer(String password) throws IOException {
    this.password = password;
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the programs of PostgreSQL are here for Linux on x86-64 only");
    assumeTrue(!root || works("setpriv", "--version"), "PostgreSQL does not run as root");
    folder = Files.createTempDirectory("blackhole-postgres");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    unpack();
    Path data = Files.createDirectory(folder.resolve("data"));
    Path secret = Files.writeString(folder.resolve("secret"), password);
    if (root) {
      own(data);
      own(secret);
    }
    run(
        "initdb",
        "-D",
        data.toString(),
        "-U",
        USER,
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--locale=C",
        "--pwfile=" + secret);
  }

  int port() {
    return port;
  }

  private String url() {
    return url(port);
  }

  /** Of a port that leads there. */
  static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=3&socketTimeout=5";
  }

  String user() {
    return USER;
  }

  void start() throws IOException {
    process =
        command(
                "postgres",
                "-D",
                folder.resolve("data").toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=")
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await("PostgreSQL").atMost(PATIENCE).ignoreExceptions().until(() -> number("select 1") == 1);
  }

  /** Ends it at once, with all its connections, as a crash does. */
  void stop() {
    if (process != null) {
      // What it started ends with it.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      process = null;
    }
  }

  /** The one number that a query gives. */
  long number(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), USER, password);
        ResultSet rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void run(String... words) throws IOException {
    Path log = folder.resolve("log");
    try {
      if (command(words).redirectOutput(log.toFile()).start().waitFor() != 0) {
        throw new IOException(words[0] + " failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private ProcessBuilder command(String... words) {
    List<String> all = new ArrayList<>();
    if (root) {
      all.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups", "--"));
    }
    all.add(folder.resolve("bin").resolve(words[0]).toString());
    all.addAll(List.of(words).subList(1, words.length));
    return new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true);
  }

  private static void own(Path path) throws IOException {
    Files.setOwner(
        path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
  }

  private static boolean works(String... words) {
    try {
      return new ProcessBuilder(words).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void unpack() throws IOException {
    try (InputStream packed =
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary("Linux", "x86_64");
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.resolveSibling("."));
          Files.copy(tar, target);
          Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    return PosixFilePermissions.fromString((mode & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
  }
}

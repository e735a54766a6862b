// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Postfix with configuration, queue and log of its own in a folder, and a port of its own on
 * loopback; it knows nothing of the system's. It wants root and the user {@code postfix}.
 */
final class Postfix implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int TRIES = 5;

  /** Its processes have users of their own, who must come through. */
  private static final FileAttribute<Set<PosixFilePermission>> FOR_ALL =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private static final List<String> QUEUES =
      List.of(
          "active",
          "bounce",
          "corrupt",
          "defer",
          "deferred",
          "flush",
          "hold",
          "incoming",
          "maildrop",
          "private",
          "public",
          "saved",
          "trace");

  private static final String SERVICES =
      """
      127.0.0.1:%d inet n - n - - smtpd
      anvil unix - - n - 1 anvil
      bounce unix - - n - 0 bounce
      cleanup unix n - n - 0 cleanup
      defer unix - - n - 0 bounce
      error unix - - n - - error
      flush unix n - n 1000? 0 flush
      lmtp unix - - n - - lmtp
      pickup unix n - n 60 1 pickup
      postlog unix-dgram n - n - 1 postlogd
      proxymap unix - - n - - proxymap
      qmgr unix n - n 300 1 qmgr
      retry unix - - n - - error
      rewrite unix - - n - - trivial-rewrite
      scache unix - - n - 1 scache
      showq unix n - n - - showq
      smtp unix - - n - - smtp
      tlsmgr unix - - n 1000? 1 tlsmgr
      trace unix - - n - 0 bounce
      """;

  private final Path folder;
  private final Process master;
  private final int port;

  private Postfix(Path folder, Process master, int port) {
    this.folder = folder;
    this.master = master;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param settings of {@code main.cf}, besides those that keep it to itself
   */
  static Postfix start(Path parent, Map<String, String> settings)
      throws IOException, InterruptedException {
    Program.requireRoot("postfix");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (int i = 1; ; i++) {
      Postfix started = start(parent.resolve("postfix" + i), settings, freePort());
      await().atMost(PATIENCE).until(() -> Handover.isTaken(started.port) || !started.isAlive());
      if (started.isAlive()) {
        return started;
      }
      // Somebody else may have taken the port meanwhile.
      if (i == TRIES) {
        throw new AssertionError(
            "Postfix ended with " + started.master.exitValue() + ": " + started.log());
      }
    }
  }

  private static Postfix start(Path folder, Map<String, String> settings, int port)
      throws IOException, InterruptedException {
    Program postconf = Program.require("postconf");
    Path daemons = Path.of(postconf.succeed("-d", "-h", "daemon_directory").strip());
    Path commands = postconf.file().resolveSibling("");
    Files.createDirectory(folder, FOR_ALL);
    makeFolders(folder);
    Map<String, String> all = new TreeMap<>();
    all.put("compatibility_level", "3.6");
    all.put("config_directory", folder.resolve("etc").toString());
    all.put("queue_directory", folder.resolve("queue").toString());
    all.put("data_directory", folder.resolve("data").toString());
    all.put("command_directory", commands.toString());
    all.put("daemon_directory", daemons.toString());
    all.put("maillog_file", folder.resolve("log").toString());
    all.put("maillog_file_prefixes", folder.toString());
    all.put("myhostname", "relay.example");
    all.put("mydestination", "");
    all.put("mynetworks", "127.0.0.0/8");
    all.put("inet_interfaces", "127.0.0.1");
    all.put("inet_protocols", "ipv4");
    all.put("alias_maps", "");
    all.put("smtp_tls_loglevel", "1");
    all.putAll(settings);
    StringBuilder main = new StringBuilder();
    all.forEach((name, value) -> main.append(name).append(" = ").append(value).append('\n'));
    Path mainFile = Files.writeString(folder.resolve("etc/main.cf"), main);
    // It waits, for as long as this was written a moment ago.
    Files.setLastModifiedTime(mainFile, FileTime.from(Instant.now().minusSeconds(60)));
    Files.writeString(folder.resolve("etc/master.cf"), SERVICES.formatted(port));
    // In a process group of its own, all of which it ends when it ends.
    Process master =
        new ProcessBuilder(
                "setsid",
                daemons.resolve("master").toString(),
                "-c",
                folder.resolve("etc").toString(),
                "-d")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    return new Postfix(folder, master, port);
  }

  private boolean isAlive() {
    return master.isAlive();
  }

  private static void makeFolders(Path folder) throws IOException {
    UserPrincipalLookupService users = folder.getFileSystem().getUserPrincipalLookupService();
    for (String name : List.of("etc", "queue", "queue/pid")) {
      Files.createDirectory(folder.resolve(name), FOR_ALL);
    }
    try {
      var owner = users.lookupPrincipalByName("postfix");
      Files.setOwner(Files.createDirectory(folder.resolve("data")), owner);
      for (String queue : QUEUES) {
        Files.setOwner(
            Files.createDirectory(folder.resolve("queue").resolve(queue), FOR_ALL), owner);
      }
    } catch (UserPrincipalNotFoundException e) {
      Assumptions.abort("there is no user postfix here");
    }
  }

  private static int freePort() {
    // Below what systems give to outgoing connections.
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(3_000, 10_000))
        .filter(port -> !Handover.isTaken(port))
        .findFirst()
        .orElseThrow();
  }

  int port() {
    return port;
  }

  /** What is kept to be tried again, waited for: as many messages as this. */
  void awaitDeferred(int messages) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String queue = command("postqueue", "-j");
              if (queue.split("\"queue_name\": \"deferred\"", -1).length - 1 != messages) {
                throw new AssertionError(queue + log());
              }
            });
  }

  /** Waits until nothing is kept. */
  void awaitEmpty() {
    await().atMost(PATIENCE).until(() -> command("postqueue", "-j").isBlank());
  }

  /** Tries all that is kept again, now. */
  void flush() throws IOException, InterruptedException {
    command("postqueue", "-f");
  }

  private String command(String name, String... arguments)
      throws IOException, InterruptedException {
    String[] all = new String[arguments.length + 2];
    all[0] = "-c";
    all[1] = folder.resolve("etc").toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Program.require(name).succeed(all);
  }

  /** What it logged so far. */
  String log() throws IOException {
    return read(folder.resolve("log")) + read(folder.resolve("out"));
  }

  private static String read(Path file) throws IOException {
    @Nullable String text = Files.exists(file) ? Files.readString(file) : null;
    return text == null ? "" : text;
  }

  @Override
  public void close() {
    master.destroy();
    await().atMost(PATIENCE).until(() -> !master.isAlive());
  }
}

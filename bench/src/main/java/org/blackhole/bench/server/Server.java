// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server on Open Liberty that runs on free ports of the loopback address, with a folder of its
 * own for all that it writes, so that another one from the same build may run beside it.
 */
public final class Server implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Path SERVER = Path.of("servers/blackhole");
  private static final List<String> OURS = List.of("SMTP", "SUBMISSION_", "HTTP", "BLACKHOLE_");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String password = UUID.randomUUID().toString();
  private final Map<String, Integer> ports = new HashMap<>();
  private final Path folder;
  private final Process process;
  private final Thread atExit;

  private Server(Path liberty, String jvm, Map<String, String> settings) throws IOException {
    folder = Files.createTempDirectory("blackhole-bench");
    Path program = liberty.resolve("bin/server");
    if (!Files.isExecutable(program)) {
      throw new IOException("There is no " + program + ": mvn -q -Drun package");
    }
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "run", "blackhole");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> OURS.stream().anyMatch(name::startsWith));
    environment.merge("JVM_ARGS", jvm, (given, more) -> given + " " + more);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    copy(liberty.resolve("usr"), folder.resolve("usr"));
    environment.put("WLP_USER_DIR", folder.resolve("usr").toString());
    environment.put("WLP_OUTPUT_DIR", folder.resolve("out").toString());
    environment.put("BLACKHOLE_ADMIN_PASSWORD", password);
    environment.putAll(settings);
    ports.putAll(freePorts());
    ports.forEach((name, port) -> environment.put(name, port.toString()));
    process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    atExit = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts one, and waits until it takes mail.
   *
   * @param jvm further arguments of its JVM
   * @param settings by their names in the environment
   */
  public static Server start(Path liberty, String jvm, Map<String, String> settings)
      throws IOException {
    Server server = new Server(liberty, jvm, settings);
    try {
      server.awaitReady();
      return server;
    } catch (IOException | IllegalStateException e) {
      server.close();
      throw e;
    }
  }

  /** Without what an earlier run of another server has left there. */
  private static void copy(Path from, Path to) throws IOException {
    Set<Path> left =
        Stream.of("logs", "workarea", "blackhole").map(SERVER::resolve).collect(Collectors.toSet());
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path relative = from.relativize(each);
        if (left.stream().noneMatch(relative::startsWith)) {
          Files.copy(each, to.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static Map<String, Integer> freePorts() throws IOException {
    Map<String, Integer> free = new HashMap<>();
    for (String name :
        List.of("SMTP_PORT", "SMTPS_PORT", "SUBMISSION_PORT", "HTTP_PORT", "HTTPS_PORT")) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        socket.setReuseAddress(true);
        free.put(name, socket.getLocalPort());
      }
    }
    return free;
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end) {
      if (isReady()) {
        return;
      }
      if (hasEndedWithin(200)) {
        throw new IllegalStateException("The server ended: " + log());
      }
    }
    throw new IllegalStateException("The server was not ready in time: " + log());
  }

  private boolean isReady() {
    try {
      return call(request("/health/ready").GET().build()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private String log() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("log"));
    return String.join("\n", lines.subList(Math.max(lines.size() - 20, 0), lines.size()));
  }

  private boolean hasEndedWithin(long milliseconds) {
    try {
      process.onExit().get(milliseconds, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    String account = "admin:" + password;
    String basic = Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("HTTP_PORT") + path))
        .timeout(Duration.ofMinutes(1))
        .header("Authorization", "Basic " + basic)
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> call(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int port(String name) {
    return ports.getOrDefault(name, 0);
  }

  /** Puts a policy in force. */
  public void policy(byte[] document) throws IOException {
    HttpResponse<String> answer =
        call(
            request("/api/v1/policy")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(document))
                .build());
    if (answer.statusCode() != 200) {
      throw new IOException("A policy was answered " + answer.statusCode() + answer.body());
    }
  }

  /**
   * Calls the admin API.
   *
   * @param path with the slash before it
   * @param body JSON, or an empty text for none
   * @return the status
   */
  public int call(String method, String path, String body) throws IOException {
    return call(request(path).method(method, HttpRequest.BodyPublishers.ofString(body)).build())
        .statusCode();
  }

  /** Deploys the application again, as who replaces the file does. */
  public void redeploy() throws IOException {
    Path ear = folder.resolve("usr").resolve(SERVER).resolve("apps/blackhole.ear");
    Files.setLastModifiedTime(ear, FileTime.from(Instant.now()));
  }

  /** Keeps the log, which goes with the server. */
  public void copyLog(Path to) throws IOException {
    Files.copy(folder.resolve("log"), to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** How often the log has this text. */
  public long logged(String text) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("log"))) {
      return lines.filter(line -> line.contains(text)).count();
    }
  }

  /** Where it takes mail in plain text. */
  public InetSocketAddress smtp() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port("SMTP_PORT"));
  }

  /** Where users hand in mail, in plain text. */
  public InetSocketAddress submission() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port("SUBMISSION_PORT"));
  }

  /** Where it takes mail in TLS. */
  public InetSocketAddress smtps() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port("SMTPS_PORT"));
  }

  public Jvm jvm() {
    // The program gives its process to the JVM.
    return new Jvm(process.pid());
  }

  /** Stops it, and removes what it wrote. */
  @Override
  public void close() {
    process.destroy();
    if (!hasEndedWithin(TimeUnit.SECONDS.toMillis(30))) {
      process.destroyForcibly();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder and all in it. */
  private static final class Removal extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(visited);
      return FileVisitResult.CONTINUE;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.SessionSettings;

/**
 * An engine in a JVM of its own, as the bound of direct memory is read once. Whoever says NOOP
 * waits for its answer for an hour.
 */
final class SmallMemoryServer implements AutoCloseable {

  private final Process process;
  private final Path output;

  private SmallMemoryServer(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static SmallMemoryServer start(Path folder, Scheme scheme, String bound) throws IOException {
    Path output = folder.resolve("small-memory.out");
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dio.netty.maxDirectMemory=" + bound,
            "-cp",
            System.getProperty("java.class.path"),
            SmallMemoryServer.class.getName(),
            scheme.name(),
            folder.resolve("small-memory.p12").toString());
    command.redirectErrorStream(true).redirectOutput(output.toFile());
    return new SmallMemoryServer(command.start(), output);
  }

  /** Where it listens; waits until it does. */
  InetSocketAddress address() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(log()).anyMatch(line -> line.startsWith("port ")));
    String port = log().stream().filter(line -> line.startsWith("port ")).findFirst().orElseThrow();
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(port.substring("port ".length())));
  }

  /** What it has said so far. */
  List<String> log() {
    try {
      return Files.readAllLines(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** Serves until its process is ended. */
  public static void main(String[] arguments) throws Exception {
    TlsSource source = new TlsSelfMade(Path.of(arguments[1]), List.of("mx.example"));
    SmtpSocket socket =
        SmtpTransport.open(TransportKind.EPOLL, 1)
            .listener(
                new ListenerSettings(
                    "mx",
                    Scheme.valueOf(arguments[0]),
                    StartTls.OFF,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    SessionSettings.defaults("mx.example"),
                    ConnectionLimits.DEFAULT,
                    Map.of()),
                peer -> new Recording(SmallMemoryServer::answer),
                TlsContext.open(source, TlsSettings.DEFAULT));
    socket.open();
    new PrintStream(System.err, true, StandardCharsets.UTF_8)
        .println("port " + socket.info().address().getPort());
    Thread.currentThread().join();
  }

  private static Verdict answer(String call) {
    return call.equals("NOOP") ? Verdict.hang(Duration.ofHours(1)) : Verdict.proceed();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.session.SessionSettings;

/** An engine in a JVM of its own, which may have only so many file descriptors. */
final class FewDescriptorsServer implements AutoCloseable {

  private final Process process;
  private final Path output;
  private final OutputStream questions;

  private FewDescriptorsServer(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.questions = process.getOutputStream();
  }

  static FewDescriptorsServer start(Path folder, TransportKind kind, int limit) throws IOException {
    Path output = folder.resolve("few-descriptors-" + kind + ".out");
    ProcessBuilder command =
        new ProcessBuilder(
            "bash",
            "-c",
            "ulimit -n " + limit + " && exec \"$0\" \"$@\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            FewDescriptorsServer.class.getName(),
            kind.name());
    command.redirectErrorStream(true).redirectOutput(output.toFile());
    return new FewDescriptorsServer(command.start(), output);
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

  /** What it says of this, now. */
  String ask(String question) throws IOException {
    long before = answers(question).size();
    questions.write((question + "\n").getBytes(StandardCharsets.US_ASCII));
    questions.flush();
    Awaitility.await().until(() -> answers(question).size() > before);
    return answers(question).get((int) before);
  }

  private List<String> answers(String question) {
    return log().stream()
        .filter(line -> line.startsWith(question + "="))
        .map(line -> line.substring(question.length() + 1))
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static void loadAll() throws Exception {
    Path root =
        Path.of(SmtpSocket.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root.resolve("org/blackhole/smtp"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = root.relativize(file).toString().replace('/', '.');
        if (name.endsWith(".class") && !name.endsWith("package-info.class")) {
          Class.forName(name.substring(0, name.length() - ".class".length()));
        }
      }
    }
  }

  /** Serves until its process is ended, and answers questions. */
  public static void main(String[] arguments) throws Exception {
    SmtpSocket socket =
        SmtpTransport.open(TransportKind.valueOf(arguments[0]), 1)
            .listener(
                new ListenerSettings(
                    "mx",
                    Scheme.SMTP,
                    StartTls.OFF,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    SessionSettings.defaults("mx.example"),
                    ConnectionLimits.DEFAULT,
                    Map.of()),
                peer -> new Conversation() {},
                null);
    socket.open();
    // As in servers: classes are no files each, and what a log wants to open is open.
    loadAll();
    System.getLogger(FewDescriptorsServer.class.getName()).log(Level.INFO, "Listening");
    PrintStream out = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    out.println("port " + socket.info().address().getPort());
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String question = questions.readLine(); question != null; ) {
      out.println(
          question
              + "="
              + switch (question) {
                case "failures" -> "" + socket.acceptPause().failures();
                case "fault" -> "" + socket.fault();
                default -> "" + socket.counts().live();
              });
      question = questions.readLine();
    }
  }
}

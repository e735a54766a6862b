// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real clients send real mail to each kind of listener; what arrived is counted over REST. */
class ClientsIT {

  private static LibertyServer server;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
  }

  static Stream<Arguments> listeners() {
    return Stream.of(
        Arguments.of("mx", Mailer.Security.PLAIN),
        Arguments.of("mx", Mailer.Security.STARTTLS),
        Arguments.of("smtps", Mailer.Security.IMPLICIT_TLS),
        Arguments.of("submission", Mailer.Security.STARTTLS));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void angusMailSendsEveryKindOfMessage(String listener, Mailer.Security security)
      throws Exception {
    Counts before = Counts.of(listener);
    Mailer mailer = new Mailer(security, port(listener));
    Session session = mailer.session();
    try (Transport transport = mailer.connect(session)) {
      List<MimeMessage> messages =
          List.of(
              Mailer.text(session, "plain", "Hello\r\n.\r\n..dots\r\n", "US-ASCII"),
              Mailer.text(session, "Grüße", "Grüße aus Köln \uD83D\uDE80\r\n", "UTF-8"),
              Mailer.eightBit(session, "Gr\u00fc\u00dfe\r\n"),
              Mailer.withAttachment(session, 5 << 20));
      for (MimeMessage message : messages) {
        transport.sendMessage(message, message.getAllRecipients());
      }
      transport.sendMessage(messages.get(0), Mailer.recipients(200));
    }
    assertThat(Counts.of(listener).minus(before)).isEqualTo(new Counts(1, 5, 204));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void angusMailSendsAThousandMessagesOnOneConnection(String listener, Mailer.Security security)
      throws Exception {
    Counts before = Counts.of(listener);
    Mailer mailer = new Mailer(security, port(listener));
    Session session = mailer.session();
    try (Transport transport = mailer.connect(session)) {
      MimeMessage message = Mailer.text(session, "one of many", "Hello\r\n", "US-ASCII");
      for (int i = 0; i < 1000; i++) {
        transport.sendMessage(message, message.getAllRecipients());
      }
    }
    assertThat(Counts.of(listener).minus(before)).isEqualTo(new Counts(1, 1000, 1000));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void pythonSends(String listener, Mailer.Security security) throws Exception {
    Path script = folder.resolve("send.py");
    Files.writeString(
        script,
        """
        import smtplib, ssl, sys
        kind, port = sys.argv[1], int(sys.argv[2])
        any = ssl.create_default_context()
        any.check_hostname, any.verify_mode = False, ssl.CERT_NONE
        implicit = kind == "IMPLICIT_TLS"
        s = smtplib.SMTP_SSL("127.0.0.1", port, context=any) if implicit else smtplib.SMTP("127.0.0.1", port)
        if kind == "STARTTLS":
            s.starttls(context=any)
        s.sendmail("a@client.example", ["b@server.example", "c@server.example"], b"Subject: x\\r\\n\\r\\n.\\r\\nfr\\xfcher\\r\\n", ["BODY=8BITMIME"])
        s.quit()
        """);
    Counts before = Counts.of(listener);
    run("python3", script.toString(), security.name(), Integer.toString(port(listener)));
    assertThat(Counts.of(listener).minus(before)).isEqualTo(new Counts(1, 1, 2));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void swaksSends(String listener, Mailer.Security security) throws Exception {
    Counts before = Counts.of(listener);
    run(
        "swaks",
        "--server",
        "127.0.0.1:" + port(listener),
        "--from",
        "a@client.example",
        "--to",
        "b@server.example,c@server.example",
        switch (security) {
          case PLAIN -> "--pipeline";
          case STARTTLS -> "--tls";
          case IMPLICIT_TLS -> "--tls-on-connect";
        });
    assertThat(Counts.of(listener).minus(before)).isEqualTo(new Counts(1, 1, 2));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void curlSends(String listener, Mailer.Security security) throws Exception {
    Path mail = Files.writeString(folder.resolve("mail.txt"), "Subject: hello\r\n\r\nHello\r\n");
    Counts before = Counts.of(listener);
    run(
        "curl",
        "--silent",
        "--show-error",
        "--insecure",
        security == Mailer.Security.STARTTLS ? "--ssl-reqd" : "--no-progress-meter",
        (security == Mailer.Security.IMPLICIT_TLS ? "smtps" : "smtp")
            + "://127.0.0.1:"
            + port(listener),
        "--mail-from",
        "a@client.example",
        "--mail-rcpt",
        "b@server.example",
        "--upload-file",
        mail.toString());
    assertThat(Counts.of(listener).minus(before)).isEqualTo(new Counts(1, 1, 1));
  }

  /** Runs a client, which is skipped where it is not installed. */
  private static void run(String... command) throws Exception {
    assumeTrue(isInstalled(command[0]), command[0] + " is not installed here");
    Path output = folder.resolve(command[0] + ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).describedAs(() -> read(output)).isZero();
  }

  private static boolean isInstalled(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int port(String listener) {
    return switch (listener) {
      case "mx" -> server.ports().mx();
      case "smtps" -> server.ports().smtps();
      default -> server.ports().submission();
    };
  }

  /** What a listener counted. */
  private record Counts(long sessions, long messages, long recipients) {

    static Counts of(String listener) {
      JsonObject counts =
          server.admin().get("/stats").json().getJsonObject("listeners").getJsonObject(listener);
      return new Counts(
          counts.getJsonNumber("sessions").longValue(),
          counts.getJsonNumber("messages").longValue(),
          counts.getJsonNumber("recipients").longValue());
    }

    Counts minus(Counts before) {
      return new Counts(
          sessions - before.sessions, messages - before.messages, recipients - before.recipients);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Exim with configuration, spool and log of its own in a folder. No daemon of it runs: it delivers
 * what it is handed at once, and what it kept when it is told to. It wants root, and its user.
 */
final class Exim {

  private static final String CONFIGURATION =
      """
      primary_hostname = relay.example
      keep_environment =
      spool_directory = %1$s/spool
      log_file_path = %1$s/log/%%slog
      exim_path = %2$s
      acl_smtp_mail = accept
      acl_smtp_rcpt = rcpt
      acl_smtp_data = accept
      dsn_advertise_hosts = *
      smtputf8_advertise_hosts = *
      tls_advertise_hosts =
      host_lookup =
      log_selector = +smtp_confirmation

      begin acl
      rcpt:
        %5$s
        accept

      begin routers
      all:
        driver = manualroute
        transport = out
        route_data = %3$s
        self = send
        host_find_failed = defer

      begin transports
      out:
        driver = smtp
        # Hosts have one each; LMTP has none by default.
        port = 24
        %4$s

      begin retry
      * * F,1h,1s

      begin authenticators
      """;

  private final Path folder;
  private final Program program;
  private final Path configuration;

  private Exim(Path folder, Program program, Path configuration) {
    this.folder = folder;
    this.program = program;
    this.configuration = configuration;
  }

  /**
   * Lines of its configuration, besides those that keep it to itself.
   *
   * @param conditions on a recipient
   * @param transport options of what delivers
   * @param authenticator with a name of its own, or none
   */
  record Options(List<String> conditions, List<String> transport, List<String> authenticator) {

    static final Options NONE = new Options(List.of(), List.of(), List.of());

    Options conditions(String... lines) {
      return new Options(List.of(lines), transport, authenticator);
    }

    Options transport(String... lines) {
      return new Options(conditions, List.of(lines), authenticator);
    }

    Options authenticator(String... lines) {
      return new Options(conditions, transport, List.of(lines));
    }
  }

  /**
   * Sets one up.
   *
   * @param hosts to relay to, each as address and port, the first first
   */
  static Exim relaying(Path parent, Options options, String... hosts) throws IOException {
    Program.requireRoot("exim4");
    Program program = Program.require("exim4");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path folder = Files.createDirectory(parent.resolve("exim"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    UserPrincipal user = user(folder);
    for (String name : List.of("spool", "log")) {
      Files.setOwner(Files.createDirectory(folder.resolve(name)), user);
    }
    Path configuration =
        Files.writeString(
            folder.resolve("exim.conf"),
            CONFIGURATION.formatted(
                    folder,
                    program.file(),
                    String.join("|", hosts).replace(":", "::").replace("|", ":"),
                    String.join("\n  ", options.transport()),
                    String.join("\n  ", options.conditions()))
                + String.join("\n  ", options.authenticator())
                + "\n");
    return new Exim(folder, program, configuration);
  }

  private static UserPrincipal user(Path folder) throws IOException {
    try {
      return folder
          .getFileSystem()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName("Debian-exim");
    } catch (UserPrincipalNotFoundException e) {
      Assumptions.abort("there is no user Debian-exim here");
      throw e;
    }
  }

  /** Takes a message, and tries to deliver it before this returns. */
  void take(Handover handover) throws IOException, InterruptedException {
    take(handover, "-odi");
  }

  /** Takes a message, and keeps it until the queue is run. */
  void keep(Handover handover) throws IOException, InterruptedException {
    take(handover, "-odq");
  }

  private void take(Handover handover, String mode) throws IOException, InterruptedException {
    String commands = "EHLO client.example\r\n" + String.join("\r\n", handover.commands());
    Program.Result result = run(commands + "\r\n", "-bs", mode);
    assertThat(result.output().lines().filter(line -> line.matches("[45].*")))
        .describedAs(result.output() + log())
        .isEmpty();
    assertThat(result.output()).contains("250 OK id=");
  }

  /** Tries all that it kept, now; as many as it can on one connection. */
  void flush() throws IOException, InterruptedException {
    run("", "-qqff");
  }

  /** What it keeps; empty if nothing. */
  String queue() throws IOException, InterruptedException {
    return run("", "-bp").output();
  }

  /** Speaks SMTP to it; all that it answered. */
  String say(String... lines) throws IOException, InterruptedException {
    return run(String.join("\r\n", lines) + "\r\n", "-bs").output();
  }

  private Program.Result run(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-C", configuration.toString()));
    all.addAll(Arrays.asList(arguments));
    Program.Result result = program.run(input, all.toArray(String[]::new));
    assertThat(result.status()).describedAs(result.output() + log()).isZero();
    return result;
  }

  /** What it logged so far. */
  String log() throws IOException {
    StringBuilder log = new StringBuilder();
    for (String name : List.of("main", "panic")) {
      Path file = folder.resolve("log").resolve(name + "log");
      if (Files.exists(file)) {
        log.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return log.toString();
  }
}

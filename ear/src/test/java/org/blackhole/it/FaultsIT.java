// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Certificates and a disk that go wrong under a server, and are mended while it runs. */
@SuppressWarnings("NullAway.Init") // JUnit sets them
class FaultsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Optional<SmallDisk> disk = Optional.empty();
  private static LibertyServer server;

  @BeforeAll
  static void start() throws Exception {
    Path state = Files.createDirectory(folder.resolve("state"));
    try {
      disk = Optional.of(SmallDisk.mount(state, 4096));
    } catch (TestAbortedException notHere) {
      // Only the test that needs it is skipped.
    }
    show(KeyStores.pkcs12(folder.resolve("first.p12"), "pem.example"));
    server =
        LibertyServer.blackhole(
            "faults",
            Map.of(
                "BLACKHOLE_DIRECTORY", state.toString(),
                "SMTP_TLS_CERTIFICATES", chain().toString(),
                "SMTP_TLS_KEY", key().toString(),
                "SMTP_TLS_RELOAD", "1s"));
    server.startReady();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    disk.ifPresent(SmallDisk::close);
  }

  @Test
  void pemFilesServeAndWhatIsWrongWithThemIsTold() throws Exception {
    assertThat(subject()).isEqualTo("CN=pem.example");
    // For certificates that are wrong on purpose.
    assertThat(server.admin().get("/ca.pem").status()).isEqualTo(200);
    assertThat(server.admin().get("/ca.crl").status()).isEqualTo(200);
    awaitWarning("");

    Files.writeString(chain(), "nothing of use");
    awaitWarning("the certificate before it stays in use");
    assertThat(server.admin().get("/status").json().getJsonArray("faults").toString())
        .contains("the certificate before it stays in use");
    assertThat(subject()).isEqualTo("CN=pem.example");

    show(KeyStores.expired(folder.resolve("late.p12"), "late.example"));
    awaitWarning("The certificate CN=late.example of the PEM files");
    assertThat(server.admin().readiness().body()).contains(" expired at ");
    assertThat(subject()).isEqualTo("CN=late.example");

    show(KeyStores.pkcs12(folder.resolve("good.p12"), "good.example"));
    awaitWarning("");
    assertThat(subject()).isEqualTo("CN=good.example");
  }

  @Test
  void withoutSpaceOnTheDiskMailFlowsAndChangesAreRefusedUntilThereIsSome() throws Exception {
    assumeTrue(disk.isPresent(), "no file system may be mounted here");
    SmallDisk full = disk.orElseThrow();
    try (Traffic traffic = new Traffic(server.ports().mx())) {
      assertThat(change("1ms").status()).isEqualTo(200);
      int last = revision();
      full.fill();

      for (int i = 0; i < 2; i++) {
        AdminApi.Answer refused = change("2ms");
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.json().getString("detail"))
            .startsWith("The policy cannot be kept: the database takes no changes: there is no")
            .endsWith("; nothing was changed.");
      }
      AdminApi.Answer account =
          server
              .admin()
              .send(
                  "POST",
                  "/accounts",
                  "{\"name\": \"vera\", \"role\": \"viewer\", \"password\": \"vera's password\"}");
      assertThat(account.status()).as(account.body()).isEqualTo(503);
      assertThat(account.body()).contains("No space left on device");
      assertThat(server.admin().get("/accounts/vera").status()).isEqualTo(404);
      assertThat(server.admin().get("/status").json().getJsonArray("faults").toString())
          .contains("The database takes no changes: there is no space left on its disk");
      assertThat(server.admin().readiness().status()).isEqualTo(200);
      assertThat(revision()).isEqualTo(last);
      traffic.goesOn();

      full.free();
      await("space is found")
          .atMost(PATIENCE)
          .until(
              () ->
                  !server
                      .admin()
                      .get("/status")
                      .json()
                      .getJsonArray("faults")
                      .toString()
                      .contains("The database"));
      assertThat(change("3ms").status()).isEqualTo(200);
      assertThat(revision()).isEqualTo(last + 1);
      JsonObject newest = server.admin().get("/policy/revisions?limit=2").json();
      assertThat(newest.getJsonArray("items").getJsonObject(1).getInt("revision")).isEqualTo(last);
    }
  }

  /** Waits until this is said, or nothing is. */
  private static void awaitWarning(String part) {
    await("warned of: " + part)
        .atMost(PATIENCE)
        .until(
            () -> {
              AdminApi.Answer ready = server.admin().readiness();
              return ready.status() == 200
                  && (part.isEmpty()
                      ? !ready.body().contains("warning.")
                      : ready.body().contains(part));
            });
  }

  private static AdminApi.Answer change(String delay) {
    return server
        .admin()
        .send("PUT", "/mode", "{\"mode\": \"accept\", \"delay\": \"" + delay + "\"}");
  }

  private static int revision() {
    return server.admin().get("/status").json().getInt("revision");
  }

  private static Path chain() {
    return folder.resolve("chain.pem");
  }

  private static Path key() {
    return folder.resolve("key.pem");
  }

  private static void show(Path store) throws Exception {
    Files.writeString(key(), KeyStores.keyPem(store));
    Files.writeString(chain(), KeyStores.certificatePem(store));
  }

  private static String subject() throws IOException {
    try (SocketLine line =
        SocketLine.tls(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().smtps()))) {
      return line.certificate().getSubjectX500Principal().getName();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.blackhole.it.faulty.Intake;
import org.blackhole.it.faulty.SlowIntake;
import org.blackhole.it.faulty.SlowStart;
import org.blackhole.smtp.transcript.SocketLine;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The connector under applications that are wrong, or not there yet. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultyApplicationIT {

  @TempDir private static Path folder;

  private static LibertyServer server;

  @BeforeAll
  static void start() {
    server = LibertyServer.create("faulty", Map.of());
    server.deploy(application("faulty.ear", Intake.class));
    server.start();
    awaitGreeting(server.ports().mx(), "220 ");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  @Order(1)
  void aBeanThatThrowsCostsItsOwnSessionOnly() throws Exception {
    int refused = 0;
    for (int i = 0; i < 6; i++) {
      String greeting = greeting(server.ports().mx());
      assertThat(greeting).matches("220 .*|421 4\\.3\\.0 .*");
      refused += greeting != null && greeting.startsWith("421") ? 1 : 0;
    }
    assertThat(refused).isEqualTo(2);
    assertThat(server.log()).contains("wrong on purpose at onSession");
  }

  @Test
  @Order(2)
  void aConversationThatThrowsEndsWith421AndTheNextIsServed() throws Exception {
    assertThat(answerToRecipient(server, "defect")).startsWith("421 4.3.0 ");
    assertThat(answerToRecipient(server, "fine")).startsWith("250 ");
  }

  /** In place of the one before: until it is up nobody is greeted with 220. */
  @Test
  @Order(3)
  void anApplicationThatIsStillStartingAnswers421OrNothing() throws Exception {
    server.deploy(application("slow.ear", SlowIntake.class, SlowStart.class));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> server.log().contains("Listener mx is closed"));
    assertThat(greeting(server.ports().mx()))
        .satisfiesAnyOf(
            silent -> assertThat(silent).isNull(),
            starting -> assertThat(starting).startsWith("421 4.3.2 "));
    Files.createFile(server.directory().resolve("go"));
    awaitGreeting(server.ports().mx(), "220 ");
  }

  /** An EAR with our adapter and the bean module that server.xml names. */
  private static Path application(String file, Class<?>... classes) {
    EnterpriseArchive ours =
        ShrinkWrap.create(ZipImporter.class, "ours.ear")
            .importFrom(LibertyServer.BLACKHOLE.toFile())
            .as(EnterpriseArchive.class);
    JavaArchive beans = ShrinkWrap.create(JavaArchive.class, "ejb.jar").addClasses(classes);
    EnterpriseArchive application = ShrinkWrap.create(EnterpriseArchive.class, "blackhole.ear");
    application.add(ours.get("smtp.rar").getAsset(), "smtp.rar");
    application.addAsModule(beans);
    Path target = folder.resolve(file);
    application.as(ZipExporter.class).exportTo(target.toFile(), true);
    return target;
  }

  private static String answerToRecipient(LibertyServer server, String local) throws IOException {
    // Each third session is refused at once: the next one is not.
    for (int i = 0; i < 3; i++) {
      try (SocketLine line = SocketLine.plain(address(server.ports().mx()))) {
        if (startsWith(line.receive(), "220 ")) {
          Smtp.say(line, "HELO client.example");
          Smtp.say(line, "MAIL FROM:<a@client.example>");
          return Smtp.say(line, "RCPT TO:<" + local + "@server.example>");
        }
      }
    }
    throw new AssertionError("no session was greeted");
  }

  private static void awaitGreeting(int port, String start) {
    await().atMost(LibertyServer.PATIENCE).until(() -> startsWith(greeting(port), start));
  }

  private static boolean startsWith(@Nullable String text, String start) {
    return text != null && text.startsWith(start);
  }

  private static @Nullable String greeting(int port) throws IOException {
    try (SocketLine line = SocketLine.plain(address(port))) {
      return line.receive();
    } catch (ConnectException refused) {
      return null;
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}

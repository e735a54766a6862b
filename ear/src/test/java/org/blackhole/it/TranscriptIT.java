// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.blackhole.smtp.transcript.Player;
import org.blackhole.smtp.transcript.SocketLine;
import org.blackhole.smtp.transcript.Transcript;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The engine's transcripts, played against the deployed application on each kind of listener. */
@ExtendWith({ArquillianServer.class, ArquillianExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptIT {

  private static final String HOST = LibertyServer.HOST;

  @Deployment(testable = false)
  static EnterpriseArchive blackhole() {
    return ShrinkWrap.create(ZipImporter.class, "blackhole.ear")
        .importFrom(LibertyServer.BLACKHOLE.toFile())
        .as(EnterpriseArchive.class);
  }

  @BeforeEach
  void awaitGreeting() {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(ConnectException.class)
        .until(
            () -> {
              try (SocketLine line = SocketLine.plain(address("mx"))) {
                String greeting = line.receive();
                return greeting != null && greeting.startsWith("220");
              }
            });
  }

  @Test
  void playsOverTcp() throws IOException {
    for (Transcript transcript : transcripts(Transcript::isForPlain)) {
      try (SocketLine line = SocketLine.plain(address("mx"))) {
        new Player(line, HOST).play(transcript);
      }
    }
  }

  @Test
  void playsInsideStartTls() throws IOException {
    for (Transcript transcript : transcripts(Transcript::isForTls)) {
      try (SocketLine line = SocketLine.startTls(address("mx"))) {
        new Player(line, HOST).playAfterGreeting(transcript);
      }
    }
  }

  @Test
  void playsInsideImplicitTls() throws IOException {
    for (Transcript transcript : transcripts(Transcript::isForTls)) {
      try (SocketLine line = SocketLine.tls(address("smtps"))) {
        new Player(line, HOST).play(transcript);
      }
    }
  }

  private static List<Transcript> transcripts(Predicate<Transcript> there) {
    return Transcript.all().stream().filter(Transcript::isForDefaults).filter(there).toList();
  }

  private static InetSocketAddress address(String listener) {
    int port = Integer.getInteger("arquillian.liberty." + listener);
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}

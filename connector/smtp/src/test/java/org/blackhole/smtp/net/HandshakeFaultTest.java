// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLException;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Handshakes that an application makes to fail, by either way into TLS. */
class HandshakeFaultTest extends OnEachTransport {

  private static final int HANDSHAKE_FAILURE = 40;
  private static final Duration LONG = Duration.ofHours(1);

  HandshakeFaultTest(TransportKind kind) {
    super(kind);
  }

  private static Client toTls(SmtpSocket server) throws IOException {
    Client client = Client.of(server);
    if (server.info().scheme() == Scheme.SMTP) {
      client.greet().say("STARTTLS\r\n").hear("220 2.0.0");
    }
    return client;
  }

  private static Client withHello(SmtpSocket server) throws Exception {
    return toTls(server).say(HandshakeScript.clientHello("mx.example"));
  }

  private static void awaitFault(SmtpSocket server, HandshakeScript session, String ending) {
    await().until(session::hasEnded);
    awaitNobody(server);
    assertThat(session.calls()).filteredOn(call -> call.startsWith("onEnd")).hasSize(1);
    assertThat(session.calls()).endsWith("onEnd " + ending).doesNotContain("onTls");
    assertThat(server.counts().handshakesFailed()).isOne();
    assertThat(server.counts().handshakes()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anAlertIsTheLastAndOnlyWord() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      for (int alert : new int[] {0, HANDSHAKE_FAILURE, 112, 255}) {
        HandshakeScript session = new HandshakeScript(Handshake.alert(alert));
        SmtpSocket server = serve(scheme, LIMITS, peer -> session);
        try (Client client = withHello(server)) {
          assertThat(HexFormat.of().formatHex(client.octets()))
              .isEqualTo("150303000202" + HexFormat.of().toHexDigits((byte) alert));
        }
        awaitFault(server, session, "POLICY");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void clientsKnowTheAlertByItsName() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session = new HandshakeScript(Handshake.alert(HANDSHAKE_FAILURE));
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
        try (Client client = toTls(server)) {
          assertThatThrownBy(() -> client.encrypt(version, "mx.example"))
              .isInstanceOf(SSLException.class)
              .hasMessageContaining("handshake_failure");
        }
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void asMuchGarbageComesAsIsWanted() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      for (int octets : new int[] {1, 6, 16_384, 16_385, Handshake.MAX_GARBAGE}) {
        HandshakeScript session = new HandshakeScript(Handshake.garbage(octets));
        SmtpSocket server = serve(scheme, LIMITS, peer -> session);
        try (Client client = withHello(server)) {
          byte[] garbage = client.octets();
          assertThat(garbage).hasSize(octets);
          assertThat(garbage[0]).isNotIn((byte) 20, (byte) 21, (byte) 22, (byte) 23, (byte) 24);
        }
        awaitFault(server, session, "POLICY");
      }
      SmtpSocket server =
          serve(scheme, LIMITS, peer -> new HandshakeScript(Handshake.garbage(600)));
      try (Client client = toTls(server)) {
        assertThatThrownBy(() -> client.encrypt("TLSv1.3", "mx.example"))
            .isInstanceOf(SSLException.class)
            .hasMessageContaining("Unsupported or unrecognized");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHandshakeIsClosedWithoutAWord() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session = new HandshakeScript(Handshake.close());
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = withHello(server)) {
        assertThat(client.octets()).isEmpty();
      }
      awaitFault(server, session, "POLICY");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHandshakeIsReset() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session = new HandshakeScript(Handshake.reset());
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = withHello(server)) {
        assertThatThrownBy(client::octets)
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
      awaitFault(server, session, "POLICY");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aStallSaysNothingAndCloses() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(10, 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 128);
    for (Scheme scheme : WITH_TLS) {
      for (Duration hold : List.of(Duration.ZERO, Duration.ofMillis(1600))) {
        HandshakeScript session = new HandshakeScript(Handshake.stall(hold));
        SmtpSocket server = serve(scheme, limits, peer -> session);
        try (Client client = withHello(server)) {
          client.say("more that nobody hears");
          assertThat(client.octets()).isEmpty();
        }
        awaitFault(server, session, "POLICY");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aStallEndsWhenTheClientGoes() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript gone = new HandshakeScript(Handshake.stall(LONG));
      SmtpSocket server = serve(scheme, LIMITS, peer -> gone);
      try (Client client = withHello(server)) {
        await().until(() -> server.counts().handshakesFailed() == 1);
        client.reset();
      }
      awaitFault(server, gone, "POLICY");

      HandshakeScript halfGone = new HandshakeScript(Handshake.stall(LONG));
      SmtpSocket other = serve(scheme, LIMITS, peer -> halfGone);
      try (Client client = withHello(other)) {
        client.endOutput();
        assertThat(client.octets()).isEmpty();
      }
      awaitFault(other, halfGone, "POLICY");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatWasSaidBeforeTheClientHalfClosedIsHeardWhole() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session = new HandshakeScript(Handshake.garbage(Handshake.MAX_GARBAGE));
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = withHello(server)) {
        client.endOutput();
        assertThat(client.octets()).hasSize(Handshake.MAX_GARBAGE);
      }
      awaitFault(server, session, "POLICY");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aFaultWaitsForItsDelayLongerThanAnyLimit() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(10, 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 128);
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session =
          new HandshakeScript(Handshake.alert(HANDSHAKE_FAILURE).after(Duration.ofMillis(1600)));
      SmtpSocket server = serve(scheme, limits, peer -> session);
      try (Client client = withHello(server)) {
        assertThat(client.octets()).hasSize(7).endsWith(HANDSHAKE_FAILURE);
      }
      awaitFault(server, session, "POLICY");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatIsNoClientHelloGetsWhatItAlwaysGets() throws Exception {
    String[] hellos = {
      "EHLO client.example\r\n",
      "\u0016\u0003\u0001\u0000\u0000", // an empty record
      "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000", // an empty ClientHello
      "\u0016\u0003\u0001\u0000\u0005\u0002\u0000\u0000\u0001\u0000", // a ServerHello
      "\u0016\u0003\u0001\u0000\u0008\u0001\u0000\u0000\u0004\u0003\u0003\u00ff\u00ff", // cut off
      "\u0016\u0003\u0001\u0000\u0004\u0001\u00ff\u00ff\u00ff", // 16 MiB are said to come
      "\u0015\u0003\u0001\u0000\u0002\u0002(", // an alert
      "\u0015EHLO client.example\r\n", // that is none
      "\u0017\u0003\u0003\u0000\u0003abc", // data
      "\u0080.\u0001\u0000\u0002" + "\u0001".repeat(60), // SSL 2
      "E", // too short to be anything
    };
    for (Scheme scheme : WITH_TLS) {
      for (String hello : hellos) {
        HandshakeScript session =
            new HandshakeScript(Handshake.afterHello(), Handshake.usual().in("TLSv1.3"));
        SmtpSocket server = serve(scheme, LIMITS, peer -> session);
        try (Client client = toTls(server)) {
          client.say(hello);
          client.endOutput();
          client.hearOut();
        }
        awaitFault(server, session, "TLS_FAILED");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theClientHelloHasOnlySoMuchTime() throws Exception {
    ConnectionLimits limits = new ConnectionLimits(10, 0, LONG, Duration.ofMillis(200), 128);
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session = new HandshakeScript(Handshake.stall(LONG));
      SmtpSocket server = serve(scheme, limits, peer -> session);
      try (Client client = toTls(server)) {
        byte[] hello = HandshakeScript.clientHello("mx.example");
        client.say(Arrays.copyOf(hello, hello.length - 1)).hearOut();
      }
      awaitFault(server, session, "TLS_FAILED");
    }
  }

  /** Netty's handler once kept 16 MiB for each that announced them (CVE-2023-34462, 2026-45416). */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClientHelloThatAnnouncesMuchIsNotWaitedFor() throws Exception {
    byte[] announcement = HexFormat.of().parseHex("1603014000" + "01ffffff" + "0303");
    ConnectionLimits limits = new ConnectionLimits(10, 0, LONG, LONG, 128);
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session = new HandshakeScript(Handshake.stall(LONG));
      SmtpSocket server = serve(scheme, limits, peer -> session);
      try (Client client = toTls(server)) {
        client.say(Arrays.copyOf(announcement, 5 + 16_384)).hearOut();
      }
      awaitFault(server, session, "TLS_FAILED");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClientThatLeavesBeforeItsTurnHasFailedTheHandshake() throws Exception {
    Handshake later = Handshake.usual().after(LONG);
    for (Scheme scheme : WITH_TLS) {
      for (boolean half : new boolean[] {true, false}) {
        HandshakeScript session = new HandshakeScript(Handshake.afterHello(), later);
        SmtpSocket server = serve(scheme, LIMITS, peer -> session);
        try (Client client = withHello(server)) {
          await().until(() -> session.calls().contains("onHandshake mx.example"));
          if (half) {
            client.endOutput();
            client.hearOut();
          } else {
            client.reset();
          }
        }
        awaitFault(server, session, "TLS_FAILED");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aServerThatStopsWaitsForNobody() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      for (Handshake held : List.of(Handshake.stall(LONG), Handshake.alert(0).after(LONG))) {
        HandshakeScript session = new HandshakeScript(Handshake.afterHello(), held);
        SmtpSocket server = serve(scheme, LIMITS, peer -> session);
        HandshakeScript silent = new HandshakeScript(held);
        SmtpSocket other = serve(scheme, LIMITS, peer -> silent);
        try (Client client = withHello(server);
            Client mute = toTls(other)) {
          await().until(() -> session.calls().contains("onHandshake mx.example"));
          await().until(() -> silent.calls().contains("onHandshake"));
          server.drain(Duration.ofMillis(100)).toCompletableFuture().get();
          other.abort();
          client.hearOut();
          mute.hearOut();
        }
        awaitNobody(server);
        awaitNobody(other);
        await().until(() -> session.hasEnded() && silent.hasEnded());
        assertThat(server.counts().handshakesFailed()).isOne();
        assertThat(other.counts().handshakesFailed()).isOne();
      }
    }
  }
}

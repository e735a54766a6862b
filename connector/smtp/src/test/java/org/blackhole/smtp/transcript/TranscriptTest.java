// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.net.ConnectionLimits;
import org.blackhole.smtp.net.ListenerSettings;
import org.blackhole.smtp.net.SmtpSocket;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TlsContext;
import org.blackhole.smtp.net.TlsSelfMade;
import org.blackhole.smtp.net.TlsSettings;
import org.blackhole.smtp.net.TransportKind;
import org.blackhole.smtp.session.SessionSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TranscriptTest {

  private static final String HOST = "mx.example";
  private static final Conversation YES = new Conversation() {};

  @TempDir private static Path folder;
  private static SmtpTransport transport;
  private static TlsContext tls;

  @BeforeAll
  static void start() throws Exception {
    transport = SmtpTransport.open(TransportKind.AUTO, 1);
    tls =
        TlsContext.open(
            new TlsSelfMade(folder.resolve("tls.p12"), List.of(HOST)), TlsSettings.DEFAULT);
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(transport.close(Duration.ofSeconds(10))).isTrue();
  }

  static List<Transcript> transcripts() {
    return Transcript.all();
  }

  static List<Transcript> plain() {
    return transcripts().stream().filter(Transcript::isForPlain).toList();
  }

  static List<Transcript> encrypted() {
    return transcripts().stream().filter(Transcript::isForTls).toList();
  }

  static List<Transcript> encryptedFromTheStart() {
    return encrypted().stream().filter(Transcript::isForSmtp).toList();
  }

  @Test
  void everyTranscriptIsListed() throws Exception {
    Path index = Path.of(TranscriptTest.class.getResource("/transcripts/index").toURI());
    try (Stream<Path> files = java.nio.file.Files.list(index.resolveSibling("."))) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".txt"))
              .map(name -> name.substring(0, name.length() - 4))
              .sorted()
              .toList();
      assertThat(transcripts()).extracting(Transcript::name).isEqualTo(names);
    }
  }

  @ParameterizedTest
  @MethodSource("plain")
  void playsInMemoryInOnePiece(Transcript transcript) throws IOException {
    playInMemory(transcript, Integer.MAX_VALUE, Integer.MAX_VALUE, 0);
  }

  @ParameterizedTest
  @MethodSource("plain")
  void playsInMemoryOctetByOctet(Transcript transcript) throws IOException {
    playInMemory(transcript, 1, 1, 0);
  }

  @ParameterizedTest
  @MethodSource("plain")
  void playsInMemoryInRandomPieces(Transcript transcript) throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      playInMemory(transcript, 1, 1 + seed, seed);
    }
  }

  private static void playInMemory(Transcript transcript, int min, int max, long seed)
      throws IOException {
    Random random = new Random(seed);
    for (ContentInterest content : ContentInterest.values()) {
      TranscriptSettings set = new TranscriptSettings(transcript.settings());
      SessionSettings settings = set.session(HOST, content);
      try (MemoryLine line =
          new MemoryLine(
              settings,
              set.scheme(),
              set.startTls(),
              YES,
              () -> min == max ? min : random.nextInt(min, max + 1))) {
        new Player(line, HOST).play(transcript);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plain")
  void playsOverTcp(Transcript transcript) throws Exception {
    onSocket(
        transcript,
        new TranscriptSettings(transcript.settings()).scheme(),
        address -> {
          try (SocketLine line = SocketLine.plain(address)) {
            new Player(line, HOST).play(transcript);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void playsInsideStartTls(Transcript transcript) throws Exception {
    onSocket(
        transcript,
        new TranscriptSettings(transcript.settings()).scheme(),
        address -> {
          try (SocketLine line =
              SocketLine.startTls(address, transcript.isForSmtp() ? "EHLO" : "LHLO")) {
            new Player(line, HOST).playAfterGreeting(transcript);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("encryptedFromTheStart")
  void playsInsideImplicitTls(Transcript transcript) throws Exception {
    onSocket(
        transcript,
        Scheme.SMTPS,
        address -> {
          try (SocketLine line = SocketLine.tls(address)) {
            new Player(line, HOST).play(transcript);
          }
        });
  }

  static List<Transcript> hiding() {
    return transcripts().stream()
        .filter(transcript -> !new TranscriptSettings(transcript.settings()).hidden().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("hiding")
  void isTheSameIfTheSessionHides(Transcript transcript) throws Exception {
    Map<String, String> others = new TreeMap<>(transcript.settings());
    others.remove("hide");
    Transcript bare = new Transcript(transcript.name(), others, transcript.steps());
    Set<String> hidden = new TreeSet<>(new TranscriptSettings(transcript.settings()).hidden());
    hidden.addAll(Set.of("XCLIENT", "XFORWARD", "NOTHING"));
    Conversation hiding =
        new Conversation() {
          @Override
          public Set<String> hidden(Peer peer) {
            return hidden;
          }
        };
    if (transcript.isForPlain()) {
      onSocket(
          bare,
          new TranscriptSettings(bare.settings()).scheme(),
          hiding,
          address -> {
            try (SocketLine line = SocketLine.plain(address)) {
              new Player(line, HOST).play(transcript);
            }
          });
    }
    if (transcript.isForTls() && transcript.isForSmtp()) {
      onSocket(
          bare,
          Scheme.SMTPS,
          hiding,
          address -> {
            try (SocketLine line = SocketLine.tls(address)) {
              new Player(line, HOST).play(transcript);
            }
          });
    }
  }

  private interface Client {
    void talk(InetSocketAddress address) throws IOException;
  }

  private static void onSocket(Transcript transcript, Scheme scheme, Client client)
      throws Exception {
    onSocket(transcript, scheme, YES, client);
  }

  private static void onSocket(
      Transcript transcript, Scheme scheme, Conversation conversation, Client client)
      throws Exception {
    TranscriptSettings set = new TranscriptSettings(transcript.settings());
    SmtpSocket socket =
        transport.listener(
            new ListenerSettings(
                "mx",
                scheme,
                scheme == Scheme.SMTPS ? StartTls.OFF : set.startTls(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                set.session(HOST, ContentInterest.HEADERS),
                ConnectionLimits.DEFAULT,
                set.trust(),
                Map.of()),
            peer -> conversation,
            tls);
    socket.open();
    try {
      client.talk(socket.info().address());
    } finally {
      socket.drain(Duration.ZERO).toCompletableFuture().join();
      socket.dispose();
    }
  }
}

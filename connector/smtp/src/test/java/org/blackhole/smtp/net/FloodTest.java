// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** A client that asks faster than it listens is made to wait; nothing piles up on our side. */
class FloodTest extends OnEachTransport {

  private static final byte[] COMMANDS = bytes("NOOP\r\n".repeat(1000));
  private static final byte[] ANSWER = bytes("250 2.0.0 OK\r\n");

  /** Far more than all buffers of the kernel on the way can hold. */
  private static final long ENDLESS = 100L << 20;

  private static final long ENOUGH_FOR_THE_KERNEL = 40L << 20;

  FloodTest(TransportKind kind) {
    super(kind);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void aClientThatDoesNotListenIsNotListenedTo() throws Exception {
    SmtpSocket server = serve(new Recording());
    try (SocketChannel client = connect(server)) {
      long sent = flood(client);
      assertThat(sent).isLessThan(ENOUGH_FOR_THE_KERNEL);
      Client.of(server).greet().mail().quit();

      // Every whole command has its answer, in order.
      assertThat(count(client, sent / 6)).isEqualTo(sent / 6);
    }
    awaitNobody(server);
  }

  @Test
  void whatFollowsTheLastWordIsReadWithFewCalls() throws Exception {
    assumeTrue(transport().readsAtOnce(), "reads into a buffer of its own each time");
    SmtpSocket server = serve(new Recording());
    try (Client client = Client.of(server).hear("220 ")) {
      client.say("x".repeat(70_000)).hear("421 4.7.0 ");
      client.say("y".repeat(1_000));
      await().until(() -> wasReadAsContent((byte) 'y'));
    }
  }

  /** Whether there is this in the memory into which content is read, of one of the loops. */
  private static boolean wasReadAsContent(byte octet) {
    for (EventExecutor loop : transport().loops()) {
      LoopMemory memory = transport().memory((EventLoop) loop);
      boolean found =
          loop.submit(
                  () -> {
                    ByteBuf content = memory.content();
                    if (content == null) {
                      return false;
                    }
                    try {
                      return content.indexOf(0, content.capacity(), octet) >= 0;
                    } finally {
                      content.release();
                    }
                  })
              .syncUninterruptibly()
              .getNow();
      if (found) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aClientThatDoesNotWaitForAVerdictIsNotListenedTo() throws Exception {
    SmtpSocket server =
        serve(
            new Recording(
                call ->
                    call.equals("NOOP") ? Verdict.hang(Duration.ofHours(1)) : Verdict.proceed()));
    try (SocketChannel client = connect(server)) {
      assertThat(flood(client)).isLessThan(ENOUGH_FOR_THE_KERNEL);
      assertThat(server.counts().octetsIn()).isLessThan(4L << 20);
      Client.of(server).greet().mail().quit();
    }
  }

  private static SocketChannel connect(SmtpSocket server) throws IOException {
    SocketChannel client = SocketChannel.open();
    client.setOption(StandardSocketOptions.SO_RCVBUF, 8192);
    client.setOption(StandardSocketOptions.SO_SNDBUF, 8192);
    client.connect(server.info().address());
    client.configureBlocking(false);
    return client;
  }

  /** Sends until nothing more is taken for a while; how much that was. */
  private static long flood(SocketChannel client) throws IOException {
    long sent = 0;
    ByteBuffer octets = ByteBuffer.wrap(COMMANDS);
    try (Selector selector = Selector.open()) {
      client.register(selector, SelectionKey.OP_WRITE);
      while (sent < ENDLESS && selector.select(500) > 0) {
        selector.selectedKeys().clear();
        sent += client.write(octets);
        if (!octets.hasRemaining()) {
          octets.clear();
        }
      }
    }
    return sent;
  }

  /** Reads greeting and answers; how many answers there were until there were enough. */
  private static long count(SocketChannel client, long enough) throws IOException {
    client.configureBlocking(true);
    client.socket().setSoTimeout(20_000);
    var in = new java.io.BufferedInputStream(client.socket().getInputStream(), 1 << 16);
    String greeting = "220 mx.example ESMTP\r\n";
    assertThat(in.readNBytes(greeting.length())).asString().isEqualTo(greeting);
    byte[] answer = new byte[ANSWER.length];
    long answers = 0;
    while (answers < enough
        && in.readNBytes(answer, 0, answer.length) == answer.length
        && java.util.Arrays.equals(answer, ANSWER)) {
      answers++;
    }
    return answers;
  }
}

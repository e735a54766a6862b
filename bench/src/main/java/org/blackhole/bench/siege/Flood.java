// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.siege;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.blackhole.bench.load.Priority;

/**
 * One that sends as fast as a network of one gigabit a second carries it, on one connection after
 * another. Faster ones are on the machine itself, and take its processors whoever they send to.
 */
public final class Flood implements Siege {

  private static final double OCTETS_IN_A_NANOSECOND = 0.125;
  private static final long PATIENCE = Duration.ofSeconds(30).toMillis();

  private static final String MAIL =
      "EHLO siege.example\r\nMAIL FROM:<a@siege.example>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n";

  /** Replies to {@link #MAIL}: one of several lines, three of one. */
  private static final String LAST_OF_MAIL = "354 ";

  private final InetSocketAddress server;
  private final String opening;
  private final ByteBuffer piece;
  private final long pieces;
  private final String end;
  private final String last;
  private final LongAdder ended = new LongAdder();
  private final Thread thread;
  private volatile boolean over;

  /**
   * @param piece what it says again and again, in one write
   * @param pieces how often
   * @param end what it says then
   * @param last how the line begins that ends the answer to all of it
   */
  private Flood(
      InetSocketAddress server,
      String opening,
      String piece,
      long pieces,
      String end,
      String last) {
    this.server = server;
    this.opening = opening;
    this.piece = ByteBuffer.wrap(piece.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    this.pieces = pieces;
    this.end = end;
    this.last = last;
    thread = new Thread(this::run, "flood");
    thread.setDaemon(true);
    thread.start();
  }

  /** Content without a line break. */
  public static Flood ofContent(InetSocketAddress server, long octets) {
    int piece = 1 << 16;
    return new Flood(server, MAIL, "x".repeat(piece), octets / piece, "\r\n.\r\n", "");
  }

  /** Content in lines of the usual length. */
  public static Flood ofLines(InetSocketAddress server, long octets) {
    String piece = ("x".repeat(62) + "\r\n").repeat(1 << 10);
    return new Flood(server, MAIL, piece, octets / piece.length(), ".\r\n", "");
  }

  /** A command without a line break. */
  public static Flood ofCommand(InetSocketAddress server, long octets) {
    int piece = 1 << 16;
    return new Flood(server, "", "x".repeat(piece), octets / piece, "\r\n", "");
  }

  /** Commands in one write; their answers are read, then it does so again. */
  public static Flood ofCommands(InetSocketAddress server, String command, int number) {
    return new Flood(server, "", (command + "\r\n").repeat(number), 1, "QUIT\r\n", "221 ");
  }

  private void run() {
    Priority.last();
    while (!over) {
      try (SocketChannel channel = SocketChannel.open(server)) {
        Line.read(channel);
        besiege(channel);
      } catch (IOException refused) {
        // As it should be: the next one is let in.
      }
      ended.increment();
    }
  }

  private void besiege(SocketChannel channel) throws IOException {
    Replies replies = new Replies(channel);
    if (!opening.isEmpty()) {
      Line.write(channel, ByteBuffer.wrap(opening.getBytes(StandardCharsets.US_ASCII)));
      replies.until(LAST_OF_MAIL);
    }
    long begin = System.nanoTime();
    for (long i = 0; i < pieces && !over; i++) {
      Line.write(channel, piece.duplicate());
      long due = begin + (long) ((i + 1) * piece.limit() / OCTETS_IN_A_NANOSECOND);
      LockSupport.parkNanos(due - System.nanoTime());
    }
    Line.write(channel, ByteBuffer.wrap(end.getBytes(StandardCharsets.US_ASCII)));
    replies.until(last);
  }

  @Override
  public long ended() {
    return ended.sum();
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.siege;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.blackhole.bench.load.Priority;

/** Many that are there and say next to nothing: an octet a second each, or not even that. */
public final class Crowd implements Siege {

  private static final long PATIENCE = Duration.ofSeconds(30).toMillis();

  /** Ports of one address that are taken. */
  private static final int PORTS = 15_000;

  /** All of them have their turn within a second, a few at a time. */
  private static final int TURNS = 500;

  private static final long PAUSE = TimeUnit.SECONDS.toMicros(1) / TURNS;

  private static final ByteBuffer OCTET =
      ByteBuffer.wrap("x".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private final InetSocketAddress server;
  private final byte[] opening;
  private final List<SocketChannel> channels = new ArrayList<>();
  private final LongAdder ended = new LongAdder();
  private final Thread thread = new Thread(this::drip, "crowd");
  private volatile boolean over;

  /**
   * Lets them come; returns when all have said what they begin with.
   *
   * @param opening what each says after its greeting, in one write
   * @param drips whether they go on with an octet a second each
   */
  public Crowd(InetSocketAddress server, int clients, String opening, boolean drips)
      throws IOException {
    this.server = server;
    this.opening = opening.getBytes(StandardCharsets.US_ASCII);
    try {
      for (int i = 0; i < clients; i++) {
        channels.add(enter(i));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    if (drips) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  private SocketChannel enter(int number) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.bind(new InetSocketAddress("127.0.2." + (1 + number / PORTS % 250), 0));
      channel.connect(server);
      Line.read(channel);
      Line.write(channel, ByteBuffer.wrap(opening));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void drip() {
    Priority.last();
    try {
      for (int turn = 0; !over; turn = (turn + 1) % TURNS) {
        TimeUnit.MICROSECONDS.sleep(PAUSE);
        drip(turn);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it ends
    }
  }

  private void drip(int turn) {
    ByteBuffer unheard = ByteBuffer.allocate(4096);
    for (int i = turn; i < channels.size(); i += TURNS) {
      SocketChannel channel = channels.get(i);
      try {
        if (channel.read(unheard.clear()) < 0 || channel.write(OCTET.duplicate()) < 0) {
          replace(i);
        }
      } catch (IOException gone) {
        replace(i);
      }
    }
  }

  private void replace(int number) {
    ended.increment();
    try {
      channels.get(number).close();
      channels.set(number, enter(number));
    } catch (IOException e) {
      // It is tried again in a second.
    }
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
      for (SocketChannel channel : channels) {
        channel.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

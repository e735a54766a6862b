// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** A load on a server, from {@link #open} to {@link #close}. For one thread at a time. */
public final class Generator implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final EventLoopGroup loops;
  private final Octets octets;
  private final Failures failures = new Failures();
  private final List<Lane> lanes = new ArrayList<>();

  private Generator(Load load) {
    loops = new MultiThreadIoEventLoopGroup(load.threads(), EpollIoHandler.newFactory());
    octets = new Octets(load);
    Connections connections = new Connections(load, octets);
    for (int i = 0; i < load.threads(); i++) {
      lanes.add(new Lane(load, loops.next(), connections, i, failures));
    }
  }

  /** Opens all connections, and waits until each is ready for mail. */
  public static Generator open(Load load) {
    Generator generator = new Generator(load);
    try {
      List<CompletableFuture<Void>> ready = generator.onEach(Lane::connect);
      CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return generator;
    } catch (ExecutionException | TimeoutException e) {
      generator.close();
      throw new IllegalStateException(
          "Not all of %d connections came about; failed: %s"
              .formatted(load.connections(), generator.failures),
          e);
    } catch (InterruptedException e) {
      generator.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Begins to send; nothing is sent before. */
  public void send() {
    onEach(
        lane -> {
          lane.send();
          return lane;
        });
  }

  /** Its threads wait for no other: what is measured is the server alone. */
  public void goFirst() {
    onEach(
        lane -> {
          Priority.first();
          return lane;
        });
  }

  /** Begins no more messages. */
  public void rest() {
    onEach(
        lane -> {
          lane.rest();
          return lane;
        });
  }

  /** Counts for some time. */
  public Counts count(Duration time) {
    onEach(
        lane -> {
          lane.begin();
          return lane;
        });
    List<Future<Counts>> pending = new ArrayList<>();
    for (Lane lane : lanes) {
      pending.add(lane.loop().schedule(lane::counts, time.toNanos(), TimeUnit.NANOSECONDS));
    }
    return pending.stream().map(Generator::get).reduce(Counts::and).orElseThrow();
  }

  /** Messages that the server took since the beginning. */
  public long taken() {
    return onEach(Lane::taken).stream().mapToLong(each -> each).sum();
  }

  /** How long each connection so far took from its beginning to its greeting, in nanoseconds. */
  public Histogram greetings() {
    List<Histogram> each = onEach(Lane::greetings);
    each.stream().skip(1).forEach(each.get(0)::add);
    return each.get(0);
  }

  public Failures failures() {
    return failures;
  }

  private <T> List<T> onEach(Function<Lane, T> what) {
    List<Future<T>> pending = new ArrayList<>();
    for (Lane lane : lanes) {
      Callable<T> call = () -> what.apply(lane);
      pending.add(lane.loop().submit(call));
    }
    return pending.stream().map(Generator::get).collect(Collectors.toList());
  }

  private static <T> T get(Future<T> pending) {
    try {
      return pending.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes all connections. */
  @Override
  public void close() {
    onEach(Lane::close).forEach(Generator::get);
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    octets.close();
  }
}

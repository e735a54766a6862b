// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.NettyRuntime;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.internal.PlatformDependent;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.api.BufferMemory;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.SmtpListener;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that carry all listeners of one server, and the clock that they go by. Safe for
 * any thread, but none of these may close it.
 */
public final class SmtpTransport {

  private static final String MULTISHOT_POLL = "io.netty.iouring.pollAddMultishotEnabled";
  private static final String MULTISHOT_ACCEPT = "io.netty.iouring.acceptMultiShotEnabled";

  private final String name;
  private final EventLoops loops;
  private final Class<? extends ServerChannel> channelType;
  private final Clock clock;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Set<SmtpSocket> sockets = ConcurrentHashMap.newKeySet();
  private final Map<EventLoop, LoopMemory> memories = new ConcurrentHashMap<>();
  private final Map<EventLoop, CallWatch> calls = new HashMap<>();
  private final Watchdog watchdog;
  private final AtomicLong ordinals = new AtomicLong();
  private final long seed = new SecureRandom().nextLong();
  private volatile Recorder recorder = Recorder.NONE;

  private SmtpTransport(
      String name,
      int threads,
      IoHandlerFactory handler,
      Class<? extends ServerChannel> channelType) {
    this.name = name;
    this.channelType = channelType;
    this.loops = new EventLoops(threads, threads("smtp-" + name), handler);
    this.clock = new Clock(threads("smtp-clock"));
    for (EventExecutor loop : loops) {
      memories.put((EventLoop) loop, new LoopMemory());
      calls.put((EventLoop) loop, new CallWatch());
    }
    this.watchdog = new Watchdog(calls.values());
  }

  private ThreadFactory threads(String prefix) {
    ThreadFactory factory = new DefaultThreadFactory(prefix, true);
    return task -> {
      Thread thread = factory.newThread(task);
      threads.add(thread);
      return thread;
    };
  }

  /**
   * Opens event loops.
   *
   * @param threads 0 is one for two cores: what the kernel does for them takes the other half
   * @throws IllegalArgumentException if the kind asked for is not to be had here; the message says
   *     why
   */
  public static SmtpTransport open(TransportKind kind, int threads) {
    int n = threads > 0 ? threads : Math.max(1, NettyRuntime.availableProcessors() / 2);
    return switch (kind) {
      case AUTO -> Epoll.isAvailable() ? epoll(n) : nio(n);
      case EPOLL -> {
        require("epoll", Epoll.isAvailable(), Epoll.unavailabilityCause());
        yield epoll(n);
      }
      case IO_URING -> {
        avoidMultishots();
        require("io_uring", IoUring.isAvailable(), IoUring.unavailabilityCause());
        yield new SmtpTransport(
            "io_uring", n, IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class);
      }
      case NIO -> nio(n);
    };
  }

  private static SmtpTransport epoll(int threads) {
    return new SmtpTransport(
        "epoll", threads, EpollStays.newFactory(), EpollServerSocketChannel.class);
  }

  private static SmtpTransport nio(int threads) {
    return new SmtpTransport(
        "nio", threads, NioIoHandler.newFactory(), NioServerSocketChannel.class);
  }

  /**
   * With the first, Netty 4.2.18 misses about every third RST, and the session stays until its idle
   * limit. With the second it goes on to accept as fast as it can where that fails, as without file
   * descriptors, and is told to rest. Read once, when Netty's class is loaded; whoever sets one is
   * heeded.
   */
  private static void avoidMultishots() {
    for (String property : List.of(MULTISHOT_POLL, MULTISHOT_ACCEPT)) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, "false");
      }
    }
  }

  private static void require(String kind, boolean available, @Nullable Throwable cause) {
    if (!available) {
      String why = cause == null ? "" : ": " + cause.getMessage();
      throw new IllegalArgumentException(kind + " is not available here" + why);
    }
  }

  /** {@code epoll}, {@code io_uring} or {@code nio}. */
  public String name() {
    return name;
  }

  /** How many event loops there are. */
  public int threads() {
    return loops.executorCount();
  }

  /**
   * A listener whose socket is not open yet.
   *
   * @param tls null only if neither implicit TLS nor STARTTLS is wanted
   * @throws IllegalArgumentException if TLS is wanted and there is none
   */
  public SmtpSocket listener(
      ListenerSettings settings, SmtpListener listener, @Nullable TlsContext tls) {
    SmtpSocket socket = new SmtpSocket(this, settings, listener, tls);
    sockets.add(socket);
    return socket;
  }

  /**
   * Looks whether each event loop's callback returns, as it is to at once. To be called about once
   * a second, from outside of the loops: one that has not returned for five seconds is told in the
   * log with its class, its stage and its stack, and is among {@link #faults()} until it does.
   */
  public void watch() {
    watch(System.nanoTime());
  }

  void watch(long now) {
    watchdog.look(now);
  }

  /** Callbacks that had not returned when {@link #watch()} looked last, each a sentence. */
  public List<String> faults() {
    return watchdog.faults();
  }

  /**
   * Does this once after a while, on the one thread that also ends idle sessions and drains, so it
   * may not wait. As with all times here, that is by a clock which nobody can set. Once the
   * transport is closed nothing happens.
   */
  public void later(Duration delay, Runnable task) {
    clock.later(delay, task);
  }

  /**
   * The same over and over, until it is cancelled or throws.
   *
   * @throws java.util.concurrent.RejectedExecutionException once the transport is closed
   */
  public Future<?> every(Duration period, Runnable task) {
    return clock.every(period, task);
  }

  /** The memory of all buffers, those of other transports of the same class included. */
  public Optional<BufferMemory> buffers() {
    long used = PlatformDependent.usedDirectMemory();
    return used < 0
        ? Optional.empty()
        : Optional.of(new BufferMemory(used, PlatformDependent.maxDirectMemory()));
  }

  /** From now on this is told of every new connection of all listeners. */
  public void record(Recorder recorder) {
    this.recorder = recorder;
  }

  Recorder recorder() {
    return recorder;
  }

  EventLoops loops() {
    return loops;
  }

  /** To be used on that loop only. */
  LoopMemory memory(EventLoop loop) {
    return Objects.requireNonNull(memories.get(loop));
  }

  /** To be written on that loop only. */
  CallWatch calls(EventLoop loop) {
    return Objects.requireNonNull(calls.get(loop));
  }

  /** Whether a read is over when it returns; io_uring's goes on in the kernel. */
  boolean readsAtOnce() {
    return channelType != IoUringServerSocketChannel.class;
  }

  /**
   * Makes listening sockets for this address. One of IPv4 gets a socket of IPv4: a connection of
   * IPv6 that carries IPv4 costs more in the kernel.
   */
  ChannelFactory<? extends ServerChannel> channels(InetSocketAddress address) {
    if (channelType == EpollServerSocketChannel.class
        && address.getAddress() instanceof Inet4Address) {
      return () -> new EpollServerSocketChannel(SocketProtocolFamily.INET);
    }
    return new ReflectiveChannelFactory<>(channelType);
  }

  long nextOrdinal() {
    return ordinals.incrementAndGet();
  }

  /**
   * A number for this session that no other session has, and that does not tell how many there
   * were.
   */
  long number(long ordinal) {
    long z = seed + ordinal * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Forgets a listener that will not be opened again. */
  void forget(SmtpSocket socket) {
    sockets.remove(socket);
  }

  /**
   * Closes all sockets and connections and waits until the threads of the event loops and of their
   * clock are gone. Drain the listeners first.
   *
   * @return false if the limit passed before that
   * @throws IllegalStateException on one of these threads
   */
  @SuppressWarnings("FutureReturnValueIgnored") // awaited by name below
  public boolean close(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (SmtpSocket socket : List.copyOf(sockets)) {
      socket.abort();
    }
    clock.close();
    loops.shutdownGracefully(0, limit.toMillis(), TimeUnit.MILLISECONDS);
    boolean ended = clock.awaitEnd(remaining(deadline));
    ended &= loops.awaitTermination(remaining(deadline), TimeUnit.NANOSECONDS);
    // A loop counts as terminated shortly before its thread has left our classes.
    for (Thread thread : threads) {
      thread.join(1 + remaining(deadline) / 1_000_000);
      ended &= !thread.isAlive();
    }
    if (ended) {
      free();
    } else {
      loops.terminationFuture().addListener(done -> free());
    }
    return awaitGlobalExecutor(Math.max(1, remaining(deadline))) && ended;
  }

  private synchronized void free() {
    memories.values().forEach(LoopMemory::free);
    memories.clear();
  }

  /**
   * Netty's one thread of its own: it ends by itself once nothing is scheduled, and must not
   * outlive our classes.
   */
  private static boolean awaitGlobalExecutor(long nanos) throws InterruptedException {
    try {
      return GlobalEventExecutor.INSTANCE.awaitInactivity(nanos, TimeUnit.NANOSECONDS);
    } catch (IllegalStateException e) {
      return true; // it was never started
    }
  }

  private static long remaining(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }
}

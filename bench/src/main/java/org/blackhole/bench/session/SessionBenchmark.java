// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.session;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.blackhole.bench.Reads;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.session.Dialogue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a message costs between the socket and the socket: octets in, replies out. */
@SuppressWarnings("NullAway.Init") // JMH sets parameters, and calls setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SessionBenchmark {

  private static final int LETTERS = 64;
  private static final String QUEUED = "250 2.0.0 OK: queued as <";

  /** Who answers. */
  @Param Judge judge;

  private final Letter[] letters = new Letter[LETTERS];
  private final Line line = new Line();
  private ByteBuf hello;
  private ByteBuf quit;
  private House house;
  private Dialogue open;
  private int next;

  /** Opens a session, and sees that it takes mail. */
  @Setup(Level.Trial)
  public void setUp() {
    for (int i = 0; i < LETTERS; i++) {
      letters[i] = Letter.number(i);
    }
    hello = Reads.of("EHLO mail.example.test\r\n");
    quit = Reads.of("QUIT\r\n");
    house = new House(judge);
    open = house.open(line);
    give(open, hello);
    steps();
    check();
    pipelined();
    check();
  }

  private void check() {
    if (!line.lastWords().startsWith(QUEUED)) {
      throw new IllegalStateException("the answer to a message is " + line.lastWords());
    }
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    open.ended(Ending.QUIT);
    house.close();
    for (Letter letter : letters) {
      letter.release();
    }
    hello.release();
    quit.release();
    line.release();
  }

  private Letter next() {
    next = (next + 1) % LETTERS;
    return letters[next];
  }

  private static void give(Dialogue dialogue, ByteBuf in) {
    dialogue.receive(in.readerIndex(0));
  }

  private static void send(Dialogue dialogue, Letter letter) {
    give(dialogue, letter.mail());
    give(dialogue, letter.rcpt());
    give(dialogue, letter.data());
    give(dialogue, letter.content());
  }

  /** A message whose client waits for each answer. */
  @Benchmark
  public int steps() {
    send(open, next());
    return line.flush();
  }

  /** A message with MAIL, RCPT and DATA in one read. */
  @Benchmark
  public int pipelined() {
    Letter letter = next();
    give(open, letter.envelope());
    give(open, letter.content());
    return line.flush();
  }

  /** All of a session: greeting, EHLO, a message in steps, QUIT. */
  @Benchmark
  public int session() {
    Dialogue session = house.open(line);
    give(session, hello);
    send(session, next());
    give(session, quit);
    session.ended(Ending.QUIT);
    return line.flush();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.session;

import io.netty.buffer.ByteBuf;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.blackhole.bench.Reads;
import org.blackhole.journal.Events;
import org.blackhole.journal.senders.Senders;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.Recording;
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

/** What it costs to take sessions down: the same sessions, with the journal and without. */
@SuppressWarnings("NullAway.Init") // JMH sets parameters, and calls setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 6, time = 1)
public class RecordedBenchmark {

  private static final int LETTERS = 64;
  private static final int TEN = 10;

  /** Whether there is a journal. */
  @Param({"false", "true"})
  boolean recorded;

  private final Letter[] letters = new Letter[LETTERS];
  private final Line line = new Line();
  private final House house = new House(Judge.NOBODY);
  private Recorder recorder;
  private ByteBuf hello;
  private ByteBuf quit;
  private Dialogue open;
  private Recording recording;
  private int next;
  private long now;

  /** Opens a session that has sent more than its transcript holds. */
  @Setup(Level.Trial)
  public void setUp() {
    for (int i = 0; i < LETTERS; i++) {
      letters[i] = Letter.number(i);
    }
    hello = Reads.of("EHLO mail.example.test\r\n");
    quit = Reads.of("QUIT\r\n");
    recorder =
        recorded
            ? new SessionJournal(
                10_000,
                16 << 20,
                new Events(),
                new Senders(),
                InstantSource.system(),
                System::nanoTime)
            : Recorder.NONE;
    open = begin();
    for (int i = 0; i < LETTERS; i++) {
      message();
    }
  }

  private Dialogue begin() {
    recording = recorder.begin(house.stranger(), () -> {});
    line.record(recording);
    Dialogue dialogue = house.open(line);
    give(dialogue, hello);
    return dialogue;
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    end(open);
    house.close();
    for (Letter letter : letters) {
      letter.release();
    }
    hello.release();
    quit.release();
    line.release();
  }

  private void end(Dialogue dialogue) {
    give(dialogue, quit);
    dialogue.ended(Ending.QUIT);
    recording.ended(Ending.QUIT);
  }

  private void give(Dialogue dialogue, ByteBuf in) {
    now += 50_000;
    recording.read(now, in.writerIndex());
    dialogue.receive(in.readerIndex(0));
  }

  private void send(Dialogue dialogue) {
    next = (next + 1) % LETTERS;
    Letter letter = letters[next];
    give(dialogue, letter.mail());
    give(dialogue, letter.rcpt());
    give(dialogue, letter.data());
    give(dialogue, letter.content());
  }

  /** A message in a long session. */
  @Benchmark
  public int message() {
    send(open);
    return line.flush();
  }

  /** A session of one message. */
  @Benchmark
  public int session() {
    return session(1);
  }

  /** A session of ten. */
  @Benchmark
  public int sessionOfTen() {
    return session(TEN);
  }

  private int session(int messages) {
    Recording before = recording;
    Dialogue session = begin();
    for (int i = 0; i < messages; i++) {
      send(session);
    }
    end(session);
    recording = before;
    line.record(before);
    return line.flush();
  }
}

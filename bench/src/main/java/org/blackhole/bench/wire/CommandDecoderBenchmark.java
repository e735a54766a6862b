// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.wire;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.blackhole.bench.Reads;
import org.blackhole.smtp.session.SessionLimits;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.CommandDecoder;
import org.blackhole.smtp.wire.CommandParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to cut command lines out of what was read, and to parse them. */
@SuppressWarnings("NullAway.Init") // JMH calls setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CommandDecoderBenchmark {

  private static final String MAIL = "MAIL FROM:<alice@example.test>\r\n";
  private static final String RCPT = "RCPT TO:<bob@here.test>\r\n";
  private static final String DATA = "DATA\r\n";

  private static final int MAX_LINE = SessionLimits.DEFAULT.maxCommandLine();

  private final CommandDecoder decoder =
      new CommandDecoder(
          new CommandParser(), MAX_LINE, new byte[CommandDecoder.scratchLength(MAX_LINE)]);
  private ByteBuf mail;
  private ByteBuf rcpt;
  private ByteBuf data;
  private ByteBuf envelope;
  private ByteBuf parameters;
  private Reads halves;

  @Setup(Level.Trial)
  public void setUp() {
    mail = Reads.of(MAIL);
    rcpt = Reads.of(RCPT);
    data = Reads.of(DATA);
    envelope = Reads.of(MAIL + RCPT + DATA);
    parameters = Reads.of("MAIL FROM:<alice@example.test> SIZE=1024 BODY=8BITMIME\r\n");
    halves = new Reads(RCPT, RCPT.length() / 2 + 1);
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    mail.release();
    rcpt.release();
    data.release();
    envelope.release();
    parameters.release();
    halves.release();
  }

  private Command decode(ByteBuf line) {
    Command command = decoder.decode(line);
    if (command == null || command instanceof Command.Refused) {
      throw new IllegalStateException("not taken: " + command);
    }
    return command;
  }

  @Benchmark
  public Command mail() {
    return decode(mail.readerIndex(0));
  }

  @Benchmark
  public Command rcpt() {
    return decode(rcpt.readerIndex(0));
  }

  /** A verb alone. */
  @Benchmark
  public Command data() {
    return decode(data.readerIndex(0));
  }

  /** MAIL, RCPT and DATA in one read. */
  @Benchmark
  public void envelope(Blackhole blackhole) {
    ByteBuf in = envelope.readerIndex(0);
    while (in.isReadable()) {
      blackhole.consume(decode(in));
    }
  }

  /** MAIL with SIZE and BODY. */
  @Benchmark
  public Command parameters() {
    return decode(parameters.readerIndex(0));
  }

  /** RCPT, half of which comes in one read, and the rest in the next. */
  @Benchmark
  public Command halves() {
    if (decoder.decode(halves.get(0)) != null) {
      throw new IllegalStateException("half a line was taken");
    }
    return decode(halves.get(1));
  }
}

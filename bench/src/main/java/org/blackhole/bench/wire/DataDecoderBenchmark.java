// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.wire;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.blackhole.bench.Reads;
import org.blackhole.smtp.wire.ContentSink;
import org.blackhole.smtp.wire.DataDecoder;
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

/** What it costs to find the end of a message's content, and to hand on what comes before. */
@SuppressWarnings("NullAway.Init") // JMH sets parameters, and calls setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class DataDecoderBenchmark implements ContentSink {

  /** What is in it. */
  @Param Body body;

  /** Its octets. */
  @Param({"1024", "65536", "1048576"})
  int size;

  /** The octets that one read brings. */
  @Param({"2048", "65536"})
  int read;

  private final DataDecoder decoder = new DataDecoder();
  private Reads reads;
  private long taken;

  /** Makes the message, and sees that all of it comes out but the stuffed dots and the last. */
  @Setup(Level.Trial)
  public void setUp() {
    String text = body.text(size);
    reads = new Reads(text, read);
    long content = ("\r\n" + text).replace("\r\n.", "\r\n").length() - 2L - 2L;
    if (decode() != content) {
      throw new IllegalStateException("of " + content + " octets of content came " + taken);
    }
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    reads.release();
  }

  @Override
  public void content(ByteBuf buffer, int index, int length) {
    taken += length;
  }

  /** One message. */
  @Benchmark
  public long decode() {
    taken = 0;
    boolean ended = false;
    for (int i = 0; i < reads.count(); i++) {
      ended = decoder.decode(reads.get(i), this);
    }
    if (!ended) {
      throw new IllegalStateException("no end was found");
    }
    return taken;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.journal;

import java.util.concurrent.TimeUnit;
import org.blackhole.journal.Tallies;
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
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to count what was decided. */
@SuppressWarnings("NullAway.Init") // JMH calls setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TalliesBenchmark {

  private static final int RULES = 128;

  private final Tallies tallies = new Tallies();
  private final String[] rules = new String[RULES];
  private int next;

  /** Counts each rule once, as only its first time makes its counter. */
  @Setup(Level.Trial)
  public void setUp() {
    for (int i = 0; i < RULES; i++) {
      rules[i] = "rule-" + i;
      tallies.decided(rules[i], null);
      tallies.tagged(rules[i]);
    }
  }

  private String next() {
    next = (next + 1) % RULES;
    return rules[next];
  }

  /** A message that a mode answers. */
  @Benchmark
  public void message() {
    tallies.decided("mode", "accept");
  }

  /** One that a rule decides, each time another. */
  @Benchmark
  public void rule() {
    tallies.decided(next(), null);
  }

  /** A tag given to a session. */
  @Benchmark
  public void tag() {
    tallies.tagged(next());
  }

  /** All counts, as a page of statistics takes them. */
  @Benchmark
  public Tallies.Decided snapshot() {
    return tallies.snapshot();
  }
}

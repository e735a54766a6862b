// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what one call of a benchmark takes from the heap, in a JVM of its own. That needs no
 * quiet machine, only compiled code, which is waited for.
 */
final class Allocation {

  private static final String OCTETS = "gc.alloc.rate.norm";
  private static final int WARM_UPS = 4;
  private static final int MEASUREMENTS = 2;

  private Allocation() {}

  /**
   * Octets a call, when all is compiled: the least of some measurements, as in the others something
   * may have been compiled still.
   *
   * @param patience how long to wait for that, and to measure
   */
  static double of(Bound bound, int patience) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + bound.benchmark().replace(".", "\\.") + "$")
            .mode(Mode.AverageTime)
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(TimeValue.milliseconds(300L * patience))
            .measurementIterations(MEASUREMENTS)
            .measurementTime(TimeValue.milliseconds(200L * patience))
            .addProfiler(GCProfiler.class)
            // Compiles in the foreground: the code measured then hardly depends on the machine.
            .jvmArgsAppend("-Xbatch")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    bound.parameters().forEach(options::param);
    Collection<RunResult> results = new Runner(options.build()).run();
    if (results.size() != 1) {
      throw new IllegalArgumentException(
          bound + " names " + results.size() + " runs; parameters are missing");
    }
    return least(results.iterator().next());
  }

  private static double least(RunResult run) {
    double least = Double.POSITIVE_INFINITY;
    for (BenchmarkResult fork : run.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        Result<?> octets = Objects.requireNonNull(iteration.getSecondaryResults().get(OCTETS));
        least = Math.min(least, octets.getScore());
      }
    }
    return least;
  }
}

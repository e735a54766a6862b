// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.util.concurrent.TimeUnit;
import org.blackhole.policy.Change;
import org.blackhole.policy.PolicyConversation;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.Revision;
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

/** What a change of the policy costs who makes it, and the sessions that go on. */
@SuppressWarnings("NullAway.Init") // JMH sets parameters, and calls setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class PolicyChangeBenchmark {

  /** How many there are. */
  @Param({"1000", "10000"})
  int rules;

  private final Traffic traffic = new Traffic();
  private byte[] text;
  private PolicyDocument document;
  private InForce inForce;

  /** Puts the policy in force, and begins a session. */
  @Setup(Level.Trial)
  public void setUp() {
    text = Documents.text(rules, Mix.MIXED, false);
    document = Documents.read(text);
    inForce = new InForce(document);
    session();
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    inForce.close();
  }

  private PolicyConversation session() {
    return new PolicyConversation(traffic.stranger(), inForce.policy(), (rule, mode) -> {});
  }

  /** From octets to a document that is known to be right. */
  @Benchmark
  public PolicyDocument read() {
    return Documents.read(text);
  }

  /** From a document to rules that are in force on a listener. */
  @Benchmark
  public Revision replace() {
    return inForce.policy().replace(document, Change.lasting("bench", ""));
  }

  /** The same, and the session that comes to the listener next. */
  @Benchmark
  public PolicyConversation replaceAndBegin() {
    replace();
    return session();
  }

  /** The first session of a listener that was never seen before. */
  @Benchmark
  public PolicyConversation start() {
    return new PolicyConversation(traffic.stranger(), inForce.fresh(document), (rule, mode) -> {});
  }
}

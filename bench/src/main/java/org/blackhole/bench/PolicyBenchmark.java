// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.util.concurrent.TimeUnit;
import org.blackhole.policy.PolicyConversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Verdict;
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
import org.openjdk.jmh.infra.Blackhole;

/** What limits and rules cost a session, beyond what the engine does. */
@SuppressWarnings("NullAway.Init") // JMH sets parameters, and calls setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PolicyBenchmark {

  /** How many there are. */
  @Param({"0", "10", "100", "1000"})
  int rules;

  /** What they look at. */
  @Param Mix mix;

  /** Which one matches: none, or the last one, when the message is complete. */
  @Param({"none", "last"})
  String match;

  private final Traffic traffic = new Traffic();
  private InForce inForce;
  private PolicyConversation open;

  /** Puts the policy in force, and begins a session. */
  @Setup(Level.Trial)
  public void setUp() {
    inForce = new InForce(Documents.read(Documents.text(rules, mix, match.equals("last"))));
    open = begin();
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    inForce.close();
  }

  private PolicyConversation begin() {
    return new PolicyConversation(traffic.stranger(), inForce.policy(), (rule, mode) -> {});
  }

  /** A message in a session that is open: MAIL, RCPT, DATA, header section, content. */
  @Benchmark
  public Verdict transaction(Blackhole blackhole) {
    return send(open, blackhole);
  }

  /** All of a session: connect, EHLO, a message. */
  @Benchmark
  public Verdict session(Blackhole blackhole) {
    PolicyConversation session = begin();
    blackhole.consume(session.onConnect(traffic.stranger()));
    blackhole.consume(session.onHelo(traffic.peer()));
    Verdict verdict = send(session, blackhole);
    session.onEnd(Ending.QUIT);
    return verdict;
  }

  private Verdict send(PolicyConversation session, Blackhole blackhole) {
    Message message = traffic.next();
    blackhole.consume(session.onMail(message));
    blackhole.consume(session.onRecipient(message, message.recipient()));
    message.accept();
    blackhole.consume(session.onData(message));
    blackhole.consume(session.onHeaders(message, message.headers()));
    return session.onMessage(message, 4096);
  }
}

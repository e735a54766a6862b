// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock and a timer that move only when told to; tasks run on the thread that tells. */
public final class ManualTimer extends ScheduledThreadPoolExecutor implements InstantSource {

  private final List<Task> tasks = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private Duration elapsed = Duration.ZERO;

  public ManualTimer() {
    super(0);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves on and runs what has become due, in order. */
  public void pass(Duration time) {
    sleep(time);
    List<Task> due = tasks.stream().filter(task -> task.at.compareTo(elapsed) <= 0).toList();
    tasks.removeAll(due);
    due.stream().sorted(Comparator.comparing(task -> task.at)).forEach(FutureTask::run);
  }

  /** Moves on as a machine does that is switched off: nothing runs. */
  public void sleep(Duration time) {
    now = now.plus(time);
    elapsed = elapsed.plus(time);
  }

  /** Sets the clock by so much, forward or back; no time passes. */
  public void setClock(Duration by) {
    now = now.plus(by);
  }

  /** The time that passed, which no setting of the clock changes. */
  public long nanoTime() {
    return elapsed.toNanos();
  }

  /** Runs tasks that were cancelled, as happens when the cancel comes while they begin. */
  void runCancelled() {
    tasks.stream().filter(FutureTask::isCancelled).forEach(task -> task.command.run());
  }

  /** Tasks that wait and are not cancelled. */
  public long waiting() {
    return tasks.stream().filter(task -> !task.isCancelled()).count();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Task task = new Task(command, elapsed.plus(Duration.of(delay, unit.toChronoUnit())));
    tasks.add(task);
    return task;
  }

  private static final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {

    private final Runnable command;
    private final Duration at;

    Task(Runnable command, Duration at) {
      super(Executors.callable(command));
      this.command = command;
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }
}

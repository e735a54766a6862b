// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.blackhole.connector.spool.Spool;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;

/**
 * Calls a bean that is a {@link org.blackhole.smtp.api.SmtpMessageListener}, once for each message,
 * on a work thread. Only so many messages wait for that or are with the bean; whoever comes with
 * one more is told {@code 452 4.3.1}, and no queue grows. Safe for any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // an answer is completed by name
final class MailIntake implements Intake {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");
  private static final Duration LAST_CALLS = Duration.ofSeconds(10);

  private static final Verdict BUSY =
      Verdict.reply(Reply.of(452, "4.3.1", "Too many messages in progress, try again later"));

  private final Endpoints endpoints;
  private final Spool spool;
  private final ContainerTasks tasks;
  private final Delivery delivery;
  private final int all;
  private final Semaphore places;
  private volatile boolean closed;

  private MailIntake(
      Endpoints endpoints, Spool spool, ContainerTasks tasks, Delivery delivery, int places) {
    this.endpoints = endpoints;
    this.spool = spool;
    this.tasks = tasks;
    this.delivery = delivery;
    this.all = places;
    this.places = new Semaphore(places);
  }

  /** Makes the directory of the plan; one of no use is a faulty setting. */
  static MailIntake open(
      MailPlan plan,
      Endpoints endpoints,
      ContainerTasks tasks,
      TransactionSynchronizationRegistry transactions)
      throws FaultySettings {
    Spool spool;
    try {
      spool = Spool.open(plan.directory(), plan.limits(), tasks);
    } catch (IOException e) {
      Fault fault =
          new Fault(
              Settings.SPOOL_DIRECTORY.name(),
              null,
              "is "
                  + Fault.quoted(plan.directory().toString())
                  + ", which is of no use ("
                  + e
                  + ")",
              "a directory that the server may make and write to, with locks");
      throw new FaultySettings(List.of(fault));
    }
    Delivery delivery = new Delivery(endpoints, transactions);
    return new MailIntake(endpoints, spool, tasks, delivery, plan.maxPending());
  }

  @Override
  public Endpoints endpoints() {
    return endpoints;
  }

  @Override
  public Conversation onSession(Peer peer) {
    return endpoints.areAvailable() ? new MailConversation(this, spool) : Endpoints.STARTING;
  }

  /** Before the content is sent: whether there is no sense in it. */
  Verdict admit() {
    return places.availablePermits() > 0 ? Verdict.proceed() : BUSY;
  }

  /** Hands a message over, which is removed in any case. */
  Verdict deliver(ReceivedMail mail) {
    if (closed || !places.tryAcquire()) {
      mail.remove();
      return BUSY;
    }
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    mail.spooled().written().whenComplete((done, failure) -> handOver(mail, answer));
    return Verdict.later(answer);
  }

  /** No work waits for another: what was to be written is. */
  private void handOver(ReceivedMail mail, CompletableFuture<Verdict> answer) {
    boolean taken = false;
    try {
      taken = tasks.soon(() -> deliver(mail, answer));
    } finally {
      if (!taken) {
        mail.remove();
        end(answer, BUSY);
      }
    }
  }

  private void deliver(ReceivedMail mail, CompletableFuture<Verdict> answer) {
    Verdict verdict = Delivery.FAILED;
    try {
      verdict = closed ? BUSY : delivery.deliver(mail);
    } finally {
      try {
        mail.removeHere();
      } finally {
        end(answer, verdict);
      }
    }
  }

  private void end(CompletableFuture<Verdict> answer, Verdict verdict) {
    places.release();
    answer.complete(verdict);
  }

  @Override
  public Stream<String> warnings() {
    return spool.trouble().stream();
  }

  @Override
  public void tryAgain() {
    spool.tryAgain();
  }

  /** Waits, within a limit, for beans that are still with a message whose client has gone. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!places.tryAcquire(all, LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "The message-driven bean was still busy with messages at the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      spool.close();
    }
  }
}

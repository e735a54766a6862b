// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.blackhole.connector.spool.Spool;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;

/**
 * Calls a bean that is a {@link org.blackhole.smtp.api.SmtpMessageListener}, once for each message,
 * on a work thread. Only so many messages wait for that or are with the bean; whoever comes with
 * one more is told {@code 452 4.3.1}, and no queue grows. Safe for any thread.
 */
final class MailIntake implements Intake {

  private static final Verdict BUSY =
      Verdict.reply(Reply.of(452, "4.3.1", "Too many messages in progress, try again later"));

  private final Endpoints endpoints;
  private final Spool spool;
  private final ContainerTasks tasks;
  private final Delivery delivery;
  private final Semaphore places;

  private MailIntake(
      Endpoints endpoints, Spool spool, ContainerTasks tasks, Delivery delivery, int places) {
    this.endpoints = endpoints;
    this.spool = spool;
    this.tasks = tasks;
    this.delivery = delivery;
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
      spool = Spool.open(plan.directory(), plan.spillThreshold(), plan.spoolMemory(), tasks);
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
    if (!places.tryAcquire()) {
      mail.remove();
      return BUSY;
    }
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    if (!tasks.soon(() -> deliver(mail, answer))) {
      places.release();
      mail.remove();
      return BUSY;
    }
    return Verdict.later(answer);
  }

  private void deliver(ReceivedMail mail, CompletableFuture<Verdict> answer) {
    Verdict verdict = Delivery.FAILED;
    try {
      verdict = delivery.deliver(mail);
    } finally {
      mail.remove();
      places.release();
      answer.complete(verdict);
    }
  }

  @Override
  public void close() {
    spool.close();
  }
}

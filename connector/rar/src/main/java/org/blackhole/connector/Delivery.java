// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.api.Mail;
import org.blackhole.smtp.api.MailRefusedException;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.SmtpMessageListener;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.net.LogRation;
import org.jspecify.annotations.Nullable;

/**
 * One message's way through the bean (Jakarta Connectors 13.5.6): the container begins a
 * transaction if the bean wants one, the bean is called, the container commits; then it is known
 * what the client is told. On a work thread.
 */
final class Delivery {

  static final Verdict FAILED =
      Verdict.reply(Reply.of(451, "4.3.0", "Not taken because of an error here, try again later"));

  static final Verdict NO_ROOM =
      Verdict.reply(Reply.of(452, "4.3.1", "Insufficient system storage"));

  private static final Verdict STARTING =
      Verdict.reply(Reply.of(451, "4.3.2", "Service starting, try again shortly"));

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");
  private static final Method ON_MESSAGE = onMessage();

  /** In the log, a minute. */
  private static final int LINES = 10;

  private final Endpoints endpoints;
  private final TransactionSynchronizationRegistry transactions;
  private final LogRation ration = new LogRation(LINES, System::nanoTime);

  Delivery(Endpoints endpoints, TransactionSynchronizationRegistry transactions) {
    this.endpoints = endpoints;
    this.transactions = transactions;
  }

  private static Method onMessage() {
    try {
      return SmtpMessageListener.class.getMethod("onMessage", Mail.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the client is to be told. */
  Verdict deliver(ReceivedMail mail) {
    try {
      mail.complete();
    } catch (IOException e) {
      notTaken(mail, e.getMessage(), e);
      return NO_ROOM;
    }
    try {
      return call(mail);
    } catch (MailRefusedException refused) {
      return Verdict.reply(refused.reply());
    } catch (UnavailableException e) {
      LOG.log(Level.DEBUG, "No endpoint for message {0}: {1}", mail.envelope().id(), e);
      return STARTING;
    } catch (Exception | LinkageError | AssertionError e) {
      // A defect of the application or of the container: the message is the client's still.
      notTaken(mail, endpoints.beanName() + ".onMessage: " + e, e);
      return FAILED;
    }
  }

  /** Not of each message, or a bean that is broken fills the log. */
  private void notTaken(ReceivedMail mail, @Nullable String why, Throwable thrown) {
    String what = "Message " + mail.envelope().id() + " was not taken: " + why;
    long more = ration.take();
    if (more != LogRation.NOT_NOW) {
      LOG.log(Level.WARNING, what + (more == 0 ? "" : " (and so were " + more + " before)"));
    }
    LOG.log(Level.DEBUG, what, thrown);
  }

  private Verdict call(ReceivedMail mail) throws Exception {
    MessageEndpoint endpoint = endpoints.create();
    try {
      if (!endpoints.areTransacted(ON_MESSAGE)) {
        ((SmtpMessageListener) endpoint).onMessage(mail);
        return Verdict.proceed();
      }
      return callInTransaction(endpoint, mail);
    } finally {
      endpoint.release();
    }
  }

  private Verdict callInTransaction(MessageEndpoint endpoint, ReceivedMail mail) throws Exception {
    Outcome outcome = new Outcome();
    endpoint.beforeDelivery(ON_MESSAGE);
    Throwable failure = null;
    try {
      transactions.registerInterposedSynchronization(outcome);
      ((SmtpMessageListener) endpoint).onMessage(mail);
    } catch (Throwable thrown) {
      failure = thrown;
      rollBack(thrown);
      throw thrown;
    } finally {
      end(endpoint, failure);
    }
    if (outcome.status != Status.STATUS_COMMITTED) {
      LOG.log(Level.DEBUG, "The transaction of message {0} was rolled back", mail.envelope().id());
      return FAILED;
    }
    return Verdict.proceed();
  }

  /** The container may have done so already. */
  private void rollBack(Throwable failure) {
    try {
      transactions.setRollbackOnly();
    } catch (IllegalStateException e) {
      failure.addSuppressed(e);
    }
  }

  /** What failed before is what counts. */
  private static void end(MessageEndpoint endpoint, @Nullable Throwable failure)
      throws ResourceException {
    try {
      endpoint.afterDelivery();
    } catch (ResourceException | RuntimeException e) {
      if (failure == null) {
        throw e;
      }
      failure.addSuppressed(e);
    }
  }

  /** How a transaction ended; told on the thread that ended it. */
  private static final class Outcome implements Synchronization {
    private int status = Status.STATUS_UNKNOWN;

    @Override
    public void beforeCompletion() {
      // Only the end counts.
    }

    @Override
    public void afterCompletion(int status) {
      this.status = status;
    }
  }
}

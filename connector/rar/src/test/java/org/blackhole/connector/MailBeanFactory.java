// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import com.arjuna.ats.jta.TransactionManager;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ApplicationServerInternalException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import java.lang.reflect.Method;
import org.blackhole.smtp.api.Mail;
import org.blackhole.smtp.api.SmtpMessageListener;

/**
 * Lends a bean that receives whole messages, each call in a transaction if wanted, as a container
 * does it (Jakarta Connectors 13.5.6).
 */
final class MailBeanFactory extends LendingFactory {

  private final boolean transacted;
  private final SmtpMessageListener bean;

  MailBeanFactory(boolean transacted, SmtpMessageListener bean) {
    super(bean);
    this.transacted = transacted;
    this.bean = bean;
  }

  @Override
  MessageEndpoint endpoint() {
    return new Endpoint();
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return transacted;
  }

  private final class Endpoint implements MessageEndpoint, SmtpMessageListener {
    @Override
    public void onMessage(Mail mail) throws Exception {
      bean.onMessage(mail);
    }

    @Override
    public void beforeDelivery(Method method) throws ResourceException {
      try {
        TransactionManager.transactionManager().begin();
      } catch (NotSupportedException | SystemException e) {
        throw new ApplicationServerInternalException(e);
      }
    }

    @Override
    public void afterDelivery() throws ResourceException {
      try {
        var manager = TransactionManager.transactionManager();
        if (manager.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
          manager.rollback();
        } else {
          manager.commit();
        }
      } catch (RollbackException rolledBack) {
        // Found out at the commit: a container logs it and says nothing.
      } catch (Exception e) {
        throw new ApplicationServerInternalException(e);
      }
    }

    @Override
    public void release() {
      released.incrementAndGet();
    }
  }
}

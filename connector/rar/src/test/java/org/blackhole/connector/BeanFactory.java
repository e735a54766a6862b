// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.lang.reflect.Method;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.SmtpListener;

/** Lends a bean that receives sessions. */
final class BeanFactory extends LendingFactory {

  private final SmtpListener bean;

  BeanFactory(SmtpListener bean) {
    super(bean);
    this.bean = bean;
  }

  @Override
  MessageEndpoint endpoint() {
    return new Endpoint();
  }

  private final class Endpoint implements MessageEndpoint, SmtpListener {
    @Override
    public Conversation onSession(Peer peer) {
      return bean.onSession(peer);
    }

    @Override
    public void beforeDelivery(Method method) {}

    @Override
    public void afterDelivery() {}

    @Override
    public void release() {
      released.incrementAndGet();
    }
  }
}

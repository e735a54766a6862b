// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.SmtpListener;
import org.jspecify.annotations.Nullable;

/** Endpoints of one bean, as a container hands them out once the application has started. */
final class BeanFactory implements MessageEndpointFactory {

  final AtomicInteger created = new AtomicInteger();
  final AtomicInteger released = new AtomicInteger();
  volatile boolean started = true;
  volatile boolean breaks;

  private final SmtpListener bean;

  BeanFactory(SmtpListener bean) {
    this.bean = bean;
  }

  @Override
  public MessageEndpoint createEndpoint(@Nullable XAResource resource) throws UnavailableException {
    if (breaks) {
      throw new IllegalArgumentException("The container is confused");
    }
    if (!started) {
      throw new UnavailableException("The application is starting");
    }
    created.incrementAndGet();
    return new Endpoint();
  }

  @Override
  public MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout)
      throws UnavailableException {
    return createEndpoint(resource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "bean";
  }

  @Override
  public Class<?> getEndpointClass() {
    return bean.getClass();
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

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** Endpoints of one bean, as a container hands them out once the application has started. */
abstract class LendingFactory implements MessageEndpointFactory {

  final AtomicInteger created = new AtomicInteger();
  final AtomicInteger released = new AtomicInteger();
  volatile boolean started = true;
  volatile boolean breaks;

  private final Object bean;

  LendingFactory(Object bean) {
    this.bean = bean;
  }

  /** One that has not been lent yet. */
  abstract MessageEndpoint endpoint();

  @Override
  public final MessageEndpoint createEndpoint(@Nullable XAResource resource)
      throws UnavailableException {
    if (breaks) {
      throw new IllegalArgumentException("The container is confused");
    }
    if (!started) {
      throw new UnavailableException("The application is starting");
    }
    created.incrementAndGet();
    return endpoint();
  }

  @Override
  public final MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout)
      throws UnavailableException {
    return createEndpoint(resource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public final String getActivationName() {
    return "bean";
  }

  @Override
  public final Class<?> getEndpointClass() {
    return bean.getClass();
  }
}

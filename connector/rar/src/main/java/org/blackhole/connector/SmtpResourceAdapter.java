// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.beans.Introspector;
import javax.transaction.xa.XAResource;
import org.blackhole.smtp.net.BorrowedThread;
import org.jspecify.annotations.Nullable;

/**
 * The container's way in (Jakarta Connectors 5.3, 13.4): start, stop, activation and deactivation
 * of endpoints, on the container's threads. It has no settings of its own; they all stand with the
 * activation. Two adapters are the same only if they are one: without settings equality by value
 * would make one of all of them.
 */
public final class SmtpResourceAdapter implements ResourceAdapter {

  private volatile @Nullable LiveServer server;

  @Override
  public void start(BootstrapContext context) {
    server = new LiveServer(context);
  }

  @Override
  public void stop() {
    LiveServer running = server;
    server = null;
    if (running != null) {
      try {
        running.close();
      } finally {
        BorrowedThread.giveBack();
        // The container has looked at our beans by it, and it would keep their class loader.
        Introspector.flushCaches();
      }
    }
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof SettingsBean settings)) {
      throw new NotSupportedException(
          "An activation specification of this adapter is expected, not " + spec);
    }
    try {
      running().activate(factory, settings, settings.plan());
      running().refusals().remove(settings.listen());
    } catch (FaultySettings e) {
      running().refusals().add(settings.listen(), e);
      throw settings.refusal(e);
    } finally {
      BorrowedThread.giveBack();
    }
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    LiveServer running = server;
    if (running != null) {
      try {
        running.deactivate(factory, spec);
      } finally {
        BorrowedThread.giveBack();
      }
    }
  }

  /** None: a session takes part in no transaction. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  /** Notes that an activation specification is of no use, for the readiness of the server. */
  void refused(String listen, FaultySettings why) {
    LiveServer running = server;
    if (running != null) {
      running.refusals().add(listen, why);
    }
  }

  /**
   * What runs.
   *
   * @throws IllegalStateException before {@link #start} and after {@link #stop}
   */
  LiveServer running() {
    LiveServer running = server;
    if (running == null) {
      throw new IllegalStateException("The resource adapter is not started");
    }
    return running;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.Serializable;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackhole.smtp.api.BufferMemory;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.SmtpServer;
import org.jspecify.annotations.Nullable;

/**
 * The server as an administered object (Jakarta Connectors 13.4.3): what an application looks up.
 * The container ties it to the adapter; it holds nothing else.
 */
public final class ServerHandle implements SmtpServer, ResourceAdapterAssociation, Serializable {

  private static final long serialVersionUID = 1L;

  private transient volatile @Nullable SmtpResourceAdapter adapter;

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    if (!(adapter instanceof SmtpResourceAdapter own)) {
      throw new ResourceException("The adapter of " + getClass().getName() + " is expected");
    }
    this.adapter = own;
  }

  private SmtpServer server() {
    SmtpResourceAdapter own = adapter;
    if (own == null) {
      throw new IllegalStateException("No resource adapter was set");
    }
    return own.running();
  }

  @Override
  public State state() {
    return server().state();
  }

  @Override
  public Instant startedAt() {
    return server().startedAt();
  }

  @Override
  public String transport() {
    return server().transport();
  }

  @Override
  public String tlsProvider() {
    return server().tlsProvider();
  }

  @Override
  public List<ListenerStatus> listeners() {
    return server().listeners();
  }

  @Override
  public Optional<ListenerStatus> listener(String name) {
    return server().listener(name);
  }

  @Override
  public ListenerState change(String listener, ListenerState target) {
    return server().change(listener, target);
  }

  @Override
  public void record(Recorder recorder) {
    server().record(recorder);
  }

  @Override
  public List<String> faults() {
    return server().faults();
  }

  @Override
  public List<String> warnings() {
    return server().warnings();
  }

  @Override
  public Optional<BufferMemory> buffers() {
    return server().buffers();
  }

  @Override
  public Optional<X509Certificate> testAuthority() {
    return server().testAuthority();
  }

  @Override
  public Optional<X509CRL> revocationList() {
    return server().revocationList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.blackhole.smtp.net.TestAuthority;
import org.blackhole.smtp.net.TestCertificates;
import org.blackhole.smtp.net.TlsContext;

/**
 * The certificates in use by an activation, each read once for all listeners that want the same.
 * Reads files: never on an event loop.
 */
final class TlsContexts implements AutoCloseable {

  private final Map<TlsPlan, TlsContext> contexts = new HashMap<>();
  private final Map<Path, TestAuthority> authorities = new HashMap<>();
  private final Set<TlsContext> opened = new CopyOnWriteArraySet<>();

  /** What serves this plan; what could not be opened is tried again at the next call. */
  synchronized TlsContext open(TlsPlan plan) throws IOException, GeneralSecurityException {
    TlsContext context = contexts.get(plan);
    if (context == null) {
      TlsOrigin.SelfMade made = plan.made();
      TestCertificates wrong = new TestCertificates(authority(made.directory()), made.names());
      context = TlsContext.open(plan.origin().source(this::authority), plan.settings(), wrong);
      contexts.put(plan, context);
      opened.add(context);
    }
    return context;
  }

  /** The one whose files lie there, or will; makes none. */
  synchronized TestAuthority authority(Path directory) {
    return authorities.computeIfAbsent(directory, TestAuthority::new);
  }

  /** Takes up what changed. A failure is logged where it happens and changes nothing. */
  synchronized void refresh() {
    contexts.values().forEach(TlsContext::refresh);
  }

  /** What is wrong with certificates in use, each a sentence for the user. Waits for nothing. */
  Stream<String> warnings() {
    return opened.stream().flatMap(context -> context.warnings().stream());
  }

  @Override
  public synchronized void close() {
    opened.clear();
    contexts.values().forEach(TlsContext::close);
    contexts.clear();
  }
}

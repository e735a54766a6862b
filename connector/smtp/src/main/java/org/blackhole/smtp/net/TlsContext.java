// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of listeners, and a way to change them while they serve: sessions that are open
 * keep what they have, new ones get the new. {@link #begin} is for event loops; all else reads
 * files, and is for any other thread.
 */
public final class TlsContext implements AutoCloseable {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.smtp.net");

  private final TlsSource source;
  private final TlsSettings settings;
  private final TlsTrials trials;
  private final InstantSource clock;
  private volatile TlsServing serving;
  private volatile @Nullable String lastFailure;
  private List<String> logged = List.of();
  private volatile boolean closed;

  private TlsContext(
      TlsSource source,
      TlsSettings settings,
      TlsServing serving,
      TestCertificates wrong,
      InstantSource clock) {
    this.source = source;
    this.settings = settings;
    this.serving = serving;
    this.clock = clock;
    this.trials = new TlsTrials(wrong, settings, () -> this.serving, clock);
  }

  /**
   * The same, with certificates that are wrong on purpose from an authority that is not kept, for
   * this machine's own names.
   */
  public static TlsContext open(TlsSource source, TlsSettings settings)
      throws IOException, GeneralSecurityException {
    return open(source, settings, new TestCertificates(TestAuthority.inMemory(), List.of()));
  }

  /**
   * Reads the certificate.
   *
   * @param wrong those that an application may want to be shown instead
   * @throws UnmetTlsException if the settings cannot be met; a sentence for the user
   * @throws IOException if the certificate cannot be read; a sentence too
   * @throws GeneralSecurityException if it is of no use; a sentence too
   */
  public static TlsContext open(TlsSource source, TlsSettings settings, TestCertificates wrong)
      throws IOException, GeneralSecurityException {
    return open(source, settings, wrong, InstantSource.system());
  }

  static TlsContext open(
      TlsSource source, TlsSettings settings, TestCertificates wrong, InstantSource clock)
      throws IOException, GeneralSecurityException {
    settings.requireMet();
    TlsServing serving = load(source, version(source, settings), settings);
    LOG.log(Level.INFO, "TLS by {0} with the {1}.", serving.provider(), source.describe());
    TlsContext context = new TlsContext(source, settings, serving, wrong, clock);
    context.logDates();
    return context;
  }

  /**
   * Takes up a certificate that changed. One that cannot be used changes nothing, is logged once,
   * and is tried again at the next call. So is one in use whose end has come, or comes soon.
   *
   * @return whether new sessions get another certificate from now on
   */
  public synchronized boolean refresh() {
    if (closed) {
      return false;
    }
    try {
      Object version = version(source, settings);
      boolean changed = !version.equals(serving.version());
      if (changed) {
        TlsServing old = serving;
        serving = load(source, version, settings);
        old.release();
        trials.forgetOwn();
        LOG.log(Level.INFO, "The changed {0} is in use.", source.describe());
      }
      trials.refresh();
      if (lastFailure != null && !changed) {
        LOG.log(Level.INFO, "The {0} is as it was.", source.describe());
      }
      lastFailure = null;
      return changed;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Sources are open to others: whatever one throws must not end the caller's timer.
      failed(e);
      return false;
    } finally {
      logDates();
    }
  }

  private synchronized void logDates() {
    List<String> now = dates();
    now.stream().filter(each -> !logged.contains(each)).forEach(e -> LOG.log(Level.WARNING, e));
    logged = now;
  }

  private List<String> dates() {
    return TlsDates.warnings(serving.keys().materials(), source.describe(), clock.instant());
  }

  private void failed(Exception e) {
    String message = e.getMessage();
    String failure =
        "The %s was not taken up; the certificate before it stays in use. %s"
            .formatted(source.describe(), message == null ? e.toString() : message);
    if (!failure.equals(lastFailure)) {
      LOG.log(Level.WARNING, failure);
    }
    lastFailure = failure;
  }

  /** Why the last {@link #refresh()} failed, as a sentence for the user; null once one works. */
  public @Nullable String lastFailure() {
    return lastFailure;
  }

  /**
   * What is wrong though sessions are served: a change that was not taken up, a certificate in use
   * that has expired, or does soon, one that could not be kept. Each a sentence for the user; empty
   * if all is well.
   */
  public List<String> warnings() {
    List<String> found = new ArrayList<>();
    String failure = lastFailure;
    if (failure != null) {
      found.add(failure);
    }
    found.addAll(source.warnings());
    found.addAll(dates());
    return found;
  }

  /** The library in use, such as {@code OpenSSL (BoringSSL)} or {@code JDK 17.0.15}. */
  public String provider() {
    return serving.provider().toString();
  }

  /** A connection's handler, and what it serves with. */
  record Begun(TlsServing serving, SslHandler handler) {}

  Begun begin(ByteBufAllocator alloc) {
    while (!closed) {
      TlsServing current = serving;
      SslHandler handler = current.newHandler(alloc);
      if (handler != null) {
        return new Begun(current, handler);
      }
    }
    throw new IllegalStateException("The TLS context is closed.");
  }

  /** What serves, for {@link TlsServing#newHandler}; see {@link TlsTrials#serving}. */
  CompletableFuture<TlsServing> serving(TlsTrials.Kind kind) {
    return kind.isUsual() && !closed
        ? CompletableFuture.completedFuture(serving)
        : trials.serving(kind);
  }

  /** No new sessions from here on; those that are open keep what they need. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      trials.close();
      serving.release();
    }
  }

  private static TlsServing load(TlsSource source, Object version, TlsSettings settings)
      throws IOException, GeneralSecurityException {
    List<TlsMaterial> materials = source.load();
    for (TlsMaterial material : materials) {
      TlsKeyCheck.verify(material, source.describe());
    }
    return TlsServing.of(version, materials, settings);
  }

  private static Object version(TlsSource source, TlsSettings settings) throws IOException {
    return List.of(source.version(), TlsTrust.of(settings.trust()).version());
  }
}

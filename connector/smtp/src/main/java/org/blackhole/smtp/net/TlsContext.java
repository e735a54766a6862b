// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
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
  private volatile TlsServing serving;
  private volatile @Nullable String lastFailure;
  private volatile boolean closed;

  private TlsContext(
      TlsSource source, TlsSettings settings, TlsServing serving, TestCertificates wrong) {
    this.source = source;
    this.settings = settings;
    this.serving = serving;
    this.trials = new TlsTrials(wrong, settings, () -> this.serving, InstantSource.system());
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
    settings.requireMet();
    TlsServing serving = load(source, version(source, settings), settings);
    LOG.log(Level.INFO, "TLS by {0} with the {1}.", serving.provider(), source.describe());
    return new TlsContext(source, settings, serving, wrong);
  }

  /**
   * Takes up a certificate that changed. One that cannot be used changes nothing, is logged once,
   * and is tried again at the next call.
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
      lastFailure = null;
      return changed;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Sources are open to others: whatever one throws must not end the caller's timer.
      failed(e);
      return false;
    }
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
      warnOfDates(material.certificate(), source.describe());
    }
    return TlsServing.of(version, materials, settings);
  }

  private static Object version(TlsSource source, TlsSettings settings) throws IOException {
    return List.of(source.version(), TlsTrust.of(settings.trust()).version());
  }

  private static void warnOfDates(X509Certificate certificate, String origin) {
    Instant now = Instant.now();
    Instant start = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      LOG.log(
          Level.WARNING,
          "The certificate of the {0} expired at {1}; clients that check it will refuse it.",
          origin,
          end);
    } else if (now.isBefore(start)) {
      LOG.log(
          Level.WARNING,
          "The certificate of the {0} is not valid before {1}; clients that check it will refuse it.",
          origin,
          start);
    }
  }
}

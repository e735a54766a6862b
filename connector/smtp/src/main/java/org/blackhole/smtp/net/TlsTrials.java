// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.blackhole.smtp.api.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * What serves handshakes that are not to be as usual: with a certificate that is wrong on purpose,
 * or in one version alone. Each is made when it is first asked for, as most are never, on Netty's
 * one thread that is no event loop, and made anew when it is a day old, the clock is put back, or
 * what it comes from changes. Safe for any thread, and waits for nothing.
 */
final class TlsTrials {

  /** One of them. */
  record Kind(Handshake.Certificate certificate, @Nullable String version) {

    static Kind of(Handshake handshake) {
      return new Kind(handshake.certificate(), handshake.version());
    }

    boolean isUsual() {
      return certificate == Handshake.Certificate.OWN && version == null;
    }
  }

  private record Entry(CompletableFuture<TlsServing> serving, Instant made) {

    @SuppressWarnings("FutureReturnValueIgnored") // where it fails there is nothing to release
    void release() {
      serving.thenAccept(TlsServing::release);
    }

    /** Not from the future either: the clock may have been put back. */
    boolean isGood(Instant now) {
      return !now.isBefore(made) && now.isBefore(made.plus(TestCertificates.GOOD_FOR));
    }

    boolean isOlderThan(Object version) {
      TlsServing made = serving.isCompletedExceptionally() ? null : serving.getNow(null);
      return made != null && !made.version().equals(version);
    }
  }

  private final TestCertificates certificates;
  private final TlsSettings settings;
  private final Supplier<TlsServing> usual;
  private final InstantSource clock;
  private final Map<Kind, Entry> entries = new HashMap<>();
  private boolean closed;

  /**
   * None yet.
   *
   * @param usual what serves otherwise; the listener's own certificates are taken from it
   */
  TlsTrials(
      TestCertificates certificates,
      TlsSettings settings,
      Supplier<TlsServing> usual,
      InstantSource clock) {
    this.certificates = certificates;
    this.settings = settings;
    this.usual = usual;
    this.clock = clock;
  }

  /**
   * What serves, now or once it is made; it may be released before it is used, then it is to be
   * asked for again. Fails with what kept it from being made, a sentence for the user.
   */
  synchronized CompletableFuture<TlsServing> serving(Kind kind) {
    if (closed) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("The TLS context is closed."));
    }
    Instant now = clock.instant();
    Entry entry = entries.get(kind);
    if (entry != null && entry.serving.isCompletedExceptionally()) {
      entry = null;
    } else if (entry != null && !entry.isGood(now)) {
      entry.release();
      entry = null;
    }
    if (entry == null) {
      entry =
          new Entry(
              CompletableFuture.supplyAsync(() -> make(kind), GlobalEventExecutor.INSTANCE), now);
      entries.put(kind, entry);
    }
    return entry.serving;
  }

  private TlsServing make(Kind kind) {
    try {
      if (kind.certificate == Handshake.Certificate.OWN) {
        TlsServing now = usual.get();
        return TlsServing.of(
            now.version(), now.keys().materials(), settings.inVersion(kind.version));
      }
      Object version = certificates.version();
      TestCertificates.Made made = certificates.make(kind.certificate);
      TlsSettings mine = settings.forTrial().inVersion(kind.version);
      return TlsServing.of(version, List.of(made.material()), mine, made.staple());
    } catch (IOException | GeneralSecurityException e) {
      throw new CompletionException(e.getMessage(), e);
    }
  }

  /** The listener's own certificates have changed. */
  void forgetOwn() {
    forget((kind, entry) -> kind.certificate == Handshake.Certificate.OWN);
  }

  /**
   * Lets go what comes from an authority that was replaced, or cannot be read: whoever asks next is
   * told why. Reads files, if anything was made.
   */
  void refresh() {
    if (!hasMade()) {
      return;
    }
    Object version;
    try {
      version = certificates.version();
    } catch (IOException | GeneralSecurityException e) {
      version = e;
    }
    Object now = version;
    forget(
        (kind, entry) -> kind.certificate != Handshake.Certificate.OWN && entry.isOlderThan(now));
  }

  private synchronized boolean hasMade() {
    return entries.keySet().stream()
        .anyMatch(kind -> kind.certificate != Handshake.Certificate.OWN);
  }

  private synchronized void forget(BiPredicate<Kind, Entry> which) {
    entries
        .entrySet()
        .removeIf(
            each -> {
              boolean gone = which.test(each.getKey(), each.getValue());
              if (gone) {
                each.getValue().release();
              }
              return gone;
            });
  }

  /** Connections that are open keep what they have. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    forget((kind, entry) -> true);
  }
}

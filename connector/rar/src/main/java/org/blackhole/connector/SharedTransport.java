// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TransportKind;

/**
 * The event loops that the activations of an adapter share. The first activation decides what they
 * are.
 */
record SharedTransport(SmtpTransport transport, TransportKind kind, int threads) {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");

  static SharedTransport open(TransportKind kind, int threads) throws FaultySettings {
    SmtpTransport transport;
    try {
      transport = SmtpTransport.open(kind, threads);
    } catch (IllegalArgumentException | IllegalStateException e) {
      Fault fault =
          new Fault(
              Settings.TRANSPORT.name(),
              null,
              "is " + word(kind) + ", which does not load here (" + e.getMessage() + ")",
              "auto, or another of " + Settings.TRANSPORT.form().allowed());
      throw new FaultySettings(List.of(fault));
    }
    LOG.log(
        Level.INFO,
        "Transport is {0}, with event loops: {1}",
        transport.name(),
        transport.threads());
    return new SharedTransport(transport, kind, threads);
  }

  /** A later activation may want something else: it is told, not served. */
  void compare(TransportKind wantedKind, int wantedThreads) {
    if (kind != wantedKind || threads != wantedThreads) {
      LOG.log(
          Level.WARNING,
          "The activations of a resource adapter share one transport: {0} with threads={1} stays, {2}"
              + " with threads={3} is not used",
          word(kind),
          String.valueOf(threads),
          word(wantedKind),
          String.valueOf(wantedThreads));
    }
  }

  /** Waits until the loops have ended: classes would go missing under them. */
  void close(Duration limit) {
    try {
      if (!transport.close(limit)) {
        LOG.log(Level.WARNING, "Event loops were still running after " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String word(TransportKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

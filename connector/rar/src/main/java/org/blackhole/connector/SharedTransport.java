// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TransportKind;

/**
 * The event loops that the activations of an adapter share. The first activation decides what they
 * are.
 *
 * @param watch looks at them once a second, as they cannot say themselves that they are held up
 */
record SharedTransport(SmtpTransport transport, TransportKind kind, int threads, Timer watch) {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");
  private static final long SECOND = 1000;

  static SharedTransport open(TransportKind kind, int threads, BootstrapContext context)
      throws FaultySettings, UnavailableException {
    Timer watch = context.createTimer();
    SmtpTransport transport;
    try {
      transport = SmtpTransport.open(kind, threads);
    } catch (IllegalArgumentException | IllegalStateException e) {
      watch.cancel();
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
    watch.schedule(
        new TimerTask() {
          @Override
          public void run() {
            transport.watch();
          }
        },
        SECOND,
        SECOND);
    return new SharedTransport(transport, kind, threads, watch);
  }

  /** Callbacks of beans that do not return, as of now, each a sentence for the user. */
  List<String> faults() {
    transport.watch(); // whatever has become of the timer, which goes by the clock on the wall
    return transport.faults();
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
    watch.cancel();
    try {
      if (!transport.close(limit)) {
        LOG.log(
            Level.WARNING,
            "Event loops or their clock were still running after " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String word(TransportKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

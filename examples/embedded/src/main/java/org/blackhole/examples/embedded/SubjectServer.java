// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.net.ConnectionLimits;
import org.blackhole.smtp.net.ListenerSettings;
import org.blackhole.smtp.net.SmtpSocket;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TransportKind;
import org.blackhole.smtp.session.SessionSettings;

/** Takes any mail and tells who sent it and what it is about. */
public final class SubjectServer {

  private SubjectServer() {}

  public static void main(String[] args) throws Exception {
    System.Logger log = System.getLogger("mail");
    SmtpTransport transport = SmtpTransport.open(TransportKind.AUTO, 0);
    SmtpSocket socket = open(transport, 2525, mail -> log.log(System.Logger.Level.INFO, mail));
    log.log(System.Logger.Level.INFO, "Listening on port " + socket.info().address().getPort());
    watch(transport, Executors.newSingleThreadScheduledExecutor()).get(); // for ever
  }

  /** Whether the event loops hang, a thread has to see that is not the engine's own. */
  static Future<?> watch(SmtpTransport transport, ScheduledExecutorService timer) {
    return timer.scheduleWithFixedDelay(transport::watch, 1, 1, TimeUnit.SECONDS);
  }

  /** Opens a listener on loopback; the event loops call the taker, so it must not wait. */
  static SmtpSocket open(SmtpTransport transport, int port, Consumer<String> taker)
      throws Exception {
    Conversation conversation =
        new Conversation() {
          @Override
          public Verdict onHeaders(Envelope envelope, Headers headers) {
            taker.accept(envelope.sender() + ": " + headers.first("Subject"));
            return Verdict.proceed();
          }
        };
    ListenerSettings settings =
        new ListenerSettings(
            "mx",
            Scheme.SMTP,
            StartTls.OFF,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            SessionSettings.defaults("localhost").with(ContentInterest.HEADERS),
            ConnectionLimits.DEFAULT,
            Map.of());
    SmtpSocket socket = transport.listener(settings, peer -> conversation, null);
    socket.open();
    return socket;
  }
}

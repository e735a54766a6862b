// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.net.ConnectionLimits;
import org.blackhole.smtp.net.ListenerSettings;
import org.blackhole.smtp.net.SmtpSocket;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TestAuthority;
import org.blackhole.smtp.net.TlsContext;
import org.blackhole.smtp.net.TlsSelfMade;

/** A listener of the engine on a port of its own, on loopback. */
final class Engine implements AutoCloseable {

  private final TlsContext tls;
  private final SmtpSocket socket;
  private final Path authority;

  /**
   * @param folder has its certificate, and that of the authority which signed it
   */
  Engine(SmtpTransport transport, Path folder, Plan plan, Inbox inbox)
      throws IOException, GeneralSecurityException {
    tls =
        TlsContext.open(
            new TlsSelfMade(folder.resolve("tls.p12"), List.of("mx.example")), plan.tls());
    authority = folder.resolve("ca.pem");
    X509Certificate certificate = new TestAuthority(folder).certificate().orElseThrow();
    Files.writeString(authority, pem(certificate));
    socket =
        transport.listener(
            new ListenerSettings(
                "mx",
                plan.scheme(),
                plan.startTls(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                plan.session(),
                ConnectionLimits.DEFAULT,
                plan.trust(),
                Map.of()),
            inbox,
            tls);
    socket.open();
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, lineEnd).encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  int port() {
    return socket.info().address().getPort();
  }

  /** {@code 127.0.0.1:port}. */
  String address() {
    return "127.0.0.1:" + port();
  }

  /** The certificate to trust, as PEM. */
  Path authority() {
    return authority;
  }

  Counts counts() {
    return socket.counts();
  }

  /** How many uses of an extension were counted. */
  long uses(String extension) {
    return counts().extensions().getOrDefault(extension, 0L);
  }

  @Override
  public void close() {
    await().until(socket.drain(Duration.ZERO).toCompletableFuture()::isDone);
    socket.dispose();
    tls.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Connects with the JDK's own TLS, takes any certificate, and remembers sessions. */
final class TlsTestClient {

  private static final int TIME_LIMIT = 10_000;

  private final SSLContext context;

  TlsTestClient() {
    this((Keys) null);
  }

  TlsTestClient(TlsMaterial own) {
    this(() -> keys(own));
  }

  /** Shows its certificate whatever authorities the server names. */
  static TlsTestClient pushy(TlsMaterial own) {
    return new TlsTestClient(() -> new KeyManager[] {new Pushy(own)});
  }

  private interface Keys {
    KeyManager[] managers() throws GeneralSecurityException, IOException;
  }

  private TlsTestClient(@Nullable Keys own) {
    try {
      context = SSLContext.getInstance("TLS");
      context.init(own == null ? null : own.managers(), new TrustManager[] {new Anyone()}, null);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Connected, the handshake done. */
  SSLSocket connect(int port, String... protocols) throws IOException {
    return connect(port, "mail.test", protocols);
  }

  /** Asks for no server name if that is null. */
  SSLSocket connect(int port, @Nullable String serverName, String[] protocols) throws IOException {
    return connect(
        port,
        parameters -> {
          parameters.setServerNames(
              serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
          if (protocols.length > 0) {
            parameters.setProtocols(protocols);
          }
        });
  }

  SSLSocket connect(int port, Consumer<SSLParameters> wishes) throws IOException {
    // By its name the client finds the session that it may resume.
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    try {
      socket.setSoTimeout(TIME_LIMIT);
      SSLParameters parameters = socket.getSSLParameters();
      wishes.accept(parameters);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects, sees that octets go through, closes, and gives the name in the certificate. */
  String visit(int port, String... protocols) throws IOException {
    try (SSLSocket socket = connect(port, protocols)) {
      if (!echo(socket, "hello").equals("hello")) {
        throw new AssertionError("the echo is wrong");
      }
      return name(socket);
    }
  }

  static String name(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  static String echo(SSLSocket socket, String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
    return new String(socket.getInputStream().readNBytes(octets.length), StandardCharsets.US_ASCII);
  }

  private static KeyManager[] keys(TlsMaterial own) throws GeneralSecurityException, IOException {
    KeyStore store = TlsTestKeys.emptyStore("PKCS12");
    TlsTestKeys.add(store, "own", own, "test");
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, "test".toCharArray());
    return factory.getKeyManagers();
  }

  private static final class Pushy extends X509ExtendedKeyManager {
    private final TlsMaterial own;

    Pushy(TlsMaterial own) {
      this.own = own;
    }

    @Override
    public String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return "own";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return own.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return own.key();
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
      throw new AssertionError("only clients");
    }

    @Override
    public String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      throw new AssertionError("only clients");
    }
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new AssertionError("only servers are checked");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

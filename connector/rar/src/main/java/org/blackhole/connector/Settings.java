// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.blackhole.connector.Setting.activation;
import static org.blackhole.connector.Setting.listener;
import static org.blackhole.connector.Setting.secret;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.net.CertificateRequest;
import org.blackhole.smtp.net.ConnectionRate;
import org.blackhole.smtp.net.TlsSettings;
import org.blackhole.smtp.net.TransportKind;
import org.blackhole.smtp.net.TrustedNetworks;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.Compat;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.session.Offer;

/** The table of settings: name, default, where it can be set, and what is allowed. */
final class Settings {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final List<String> MECHANISMS =
      Arrays.stream(Mechanism.values()).map(Mechanism::label).toList();

  static final Setting<String> LISTEN =
      activation(
          "listen",
          null,
          Form.text(
              "at least one name=scheme://address:port, separated by blanks, such as"
                  + " mx=smtp://127.0.0.1:2525 smtps=smtps://127.0.0.1:2465"));

  // The conversation
  static final Setting<String> HOSTNAME =
      listener(
          "hostname",
          null,
          new Form<>(
              "a host name such as mail.example.com, or an address literal such as [192.0.2.1]",
              HostName::require));
  static final Setting<ContentInterest> CONTENT =
      listener("content", "none", Form.oneOf(ContentInterest.class));
  static final Setting<StartTls> STARTTLS =
      listener("starttls", "optional", Form.oneOf(StartTls.class));
  static final Setting<Long> MAX_MESSAGE_SIZE =
      listener("maxMessageSize", "50MiB", Form.size(0, 1L << 40));
  static final Setting<Integer> MAX_MESSAGES =
      listener("maxMessages", "0", Form.whole(0, 1_000_000));
  static final Setting<Integer> MAX_RECIPIENTS =
      listener("maxRecipients", "1000", Form.whole(1, 1_000_000));
  static final Setting<Integer> MAX_RECIPIENT_DOMAINS =
      listener("maxRecipientDomains", "0", Form.whole(0, 1_000_000));
  static final Setting<Integer> MAX_COMMAND_LINE =
      listener("maxCommandLine", "2048", Form.whole(512, 65_536));
  static final Setting<Integer> MAX_TEXT_LINE =
      listener("maxTextLine", "0", Form.whole(0, 1 << 30));
  static final Setting<Long> MAX_HEADER_SIZE =
      listener("maxHeaderSize", "64KiB", Form.size(1024, 1 << 26));
  static final Setting<Integer> MAX_ERRORS = listener("maxErrors", "20", Form.whole(1, 1_000_000));
  static final Setting<List<String>> HIDE =
      listener(
          "hide",
          null,
          Form.listOf(
              Pattern.compile(String.join("|", Extension.keywords()), Pattern.CASE_INSENSITIVE),
              "keywords of extensions separated by commas: "
                  + String.join(", ", Extension.keywords())));

  static final Setting<List<String>> OFFER =
      listener(
          "offer",
          null,
          Form.listOf(
              Pattern.compile(String.join("|", Offer.onRequest()), Pattern.CASE_INSENSITIVE),
              "keywords of extensions separated by commas: "
                  + String.join(", ", Offer.onRequest())));
  static final Setting<Compat> COMPAT = listener("compat", "none", Form.oneOf(Compat.class));

  // What a client may get wrong
  static final Setting<Manners.BareLineBreaks> BARE_LINE_BREAKS =
      listener("bareLineBreaks", "keep", Form.oneOf(Manners.BareLineBreaks.class));
  static final Setting<Manners.EarlyTalk> EARLY_TALK =
      listener("earlyTalk", "greet", Form.oneOf(Manners.EarlyTalk.class));
  static final Setting<Duration> GREETING_DELAY =
      listener("greetingDelay", "0s", Form.duration(Duration.ZERO, Duration.ofSeconds(60)));
  static final Setting<String> HTTP_COMMANDS =
      listener("httpCommands", "close", Form.oneOf("close", "ignore"));

  // AUTH
  static final Setting<AuthSettings.Rule> AUTH =
      listener("auth", "optional", Form.oneOf(AuthSettings.Rule.class));
  static final Setting<List<String>> AUTH_MECHANISMS =
      listener(
          "authMechanisms",
          null,
          Form.listOf(
              Pattern.compile(String.join("|", MECHANISMS), Pattern.CASE_INSENSITIVE),
              "mechanisms separated by commas: " + String.join(", ", MECHANISMS)));
  static final Setting<String> AUTH_REQUIRES_TLS =
      listener("authRequiresTls", "false", Form.oneOf("true", "false"));
  static final Setting<String> AUTH_PASSWORD = secret("authPassword");
  static final Setting<Duration> AUTH_TIMEOUT =
      listener("authTimeout", "2m", Form.duration(SECOND, Duration.ofDays(1)));

  // Whose word is taken on who the client is
  private static final Form<List<String>> NETWORKS =
      Form.listOf(
          TrustedNetworks::isNetwork,
          "networks separated by commas, such as 10.0.0.0/8,2001:db8::/32");
  static final Setting<String> PROXY = listener("proxy", "off", Form.oneOf("off", "required"));
  static final Setting<List<String>> PROXY_TRUSTED =
      listener("proxyTrusted", "127.0.0.0/8,::1/128", NETWORKS);
  static final Setting<String> XCLIENT = listener("xclient", "off", Form.oneOf("on", "off"));
  static final Setting<List<String>> XCLIENT_TRUSTED =
      listener("xclientTrusted", "127.0.0.0/8,::1/128", NETWORKS);

  // For the application
  static final Setting<String> MODE =
      listener("mode", null, Form.oneOf("accept", "bounce", "random", "unavailable", "offline"));
  static final Setting<DurationRange> DELAY =
      listener("delay", null, Form.range(Duration.ofSeconds(60)));
  static final Setting<String> SWITCHES = listener("switches", null, Form.oneOf("true", "false"));

  /** Handed through to the application as options of the listener. */
  static final List<Setting<?>> HANDED_THROUGH = List.of(MODE, DELAY, SWITCHES, COMPAT);

  // Connections
  static final Setting<Duration> IDLE_TIMEOUT =
      listener("idleTimeout", "60s", Form.duration(SECOND, Duration.ofDays(1)));
  static final Setting<Duration> MAX_SESSION_TIME =
      listener("maxSessionTime", "1d", Form.duration(SECOND, Duration.ofDays(30)));
  static final Setting<Duration> HANDSHAKE_TIMEOUT =
      listener("handshakeTimeout", "10s", Form.duration(SECOND, Duration.ofMinutes(10)));
  static final Setting<Duration> DRAIN_TIMEOUT =
      listener("drainTimeout", "5s", Form.duration(Duration.ZERO, Duration.ofMinutes(10)));
  static final Setting<Integer> MAX_SESSIONS =
      listener("maxSessions", "20000", Form.whole(1, 10_000_000));
  static final Setting<Integer> MAX_SESSIONS_PER_ADDRESS =
      listener("maxSessionsPerAddress", "0", Form.whole(0, 10_000_000));
  static final Setting<ConnectionRate> MAX_CONNECTION_RATE_PER_ADDRESS =
      listener("maxConnectionRatePerAddress", "0", Form.connectionRate(1_000_000));
  static final Setting<Long> MAX_RECEIVE_RATE =
      listener("maxReceiveRate", "0", Form.octetRate(Throttle.MAX));
  static final Setting<Integer> MAX_HANDSHAKES =
      listener("maxHandshakes", "4000", Form.whole(1, 1_000_000));
  static final Setting<Integer> BACKLOG = listener("backlog", "4096", Form.whole(1, 65_535));

  // The adapter
  static final Setting<TransportKind> TRANSPORT =
      activation("transport", "auto", Form.oneOf(TransportKind.class));
  static final Setting<Integer> THREADS = activation("threads", "0", Form.whole(0, 1024));
  static final Setting<Path> DIRECTORY =
      activation("directory", null, Form.path("the path of a directory"));

  // TLS
  static final Setting<String> SSL =
      listener(
          "ssl",
          null,
          Form.matching(Pattern.compile("\\S{1,200}"), "the id of an <ssl> element of the server"));
  static final Setting<List<Path>> TLS_CERTIFICATES =
      listener("tlsCertificates", null, Form.paths("the path of a PEM file, or several by commas"));
  static final Setting<List<Path>> TLS_KEY =
      listener("tlsKey", null, Form.paths("the path of a PEM file, or several by commas"));
  static final Setting<String> TLS_KEY_PASSWORD = secret("tlsKeyPassword");
  static final Setting<Path> TLS_KEY_STORE =
      listener("tlsKeyStore", null, Form.path("the path of a PKCS12 or JKS file"));
  static final Setting<String> TLS_KEY_STORE_TYPE =
      listener("tlsKeyStoreType", "PKCS12", Form.oneOf("PKCS12", "JKS"));
  static final Setting<String> TLS_KEY_STORE_PASSWORD = secret("tlsKeyStorePassword");
  static final Setting<String> TLS_KEY_ALIAS =
      listener("tlsKeyAlias", null, Form.text("the alias of a key in the key store"));
  static final Setting<List<String>> TLS_NAMES =
      listener(
          "tlsNames",
          null,
          new Form<>(
              "host names and addresses separated by commas, such as"
                  + " mx.example.com,*.example.org,192.0.2.1",
              text -> CertificateRequest.normalized(Form.items(text))));
  static final Setting<TlsSettings.ClientCertificate> TLS_CLIENT_CERTIFICATE =
      listener("tlsClientCertificate", "none", Form.oneOf(TlsSettings.ClientCertificate.class));
  static final Setting<Path> TLS_TRUST =
      listener("tlsTrust", null, Form.path("the path of a PEM file"));
  static final Setting<List<String>> TLS_ALPN =
      listener(
          "tlsAlpn",
          null,
          Form.listOf(
              Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]{1,255}"),
              "names of application protocols separated by commas, such as smtp"));
  static final Setting<String> TLS_SESSION_RESUMPTION =
      listener("tlsSessionResumption", "on", Form.oneOf("on", "off"));
  static final Setting<List<String>> TLS_PROTOCOLS =
      listener(
          "tlsProtocols",
          "TLSv1.3,TLSv1.2",
          Form.listOf(Pattern.compile("TLSv1\\.[23]"), "TLSv1.3 and TLSv1.2, separated by commas"));
  static final Setting<List<String>> TLS_CIPHERS =
      listener(
          "tlsCiphers",
          null,
          Form.listOf(
              Pattern.compile("TLS_[A-Z0-9_]{1,100}"),
              "names of cipher suites separated by commas, such as TLS_AES_256_GCM_SHA384"));
  static final Setting<TlsSettings.Provider> TLS_PROVIDER =
      listener("tlsProvider", "auto", Form.oneOf(TlsSettings.Provider.class));
  static final Setting<Duration> TLS_RELOAD =
      activation("tlsReload", "10s", Form.duration(SECOND, Duration.ofDays(1)));

  // Whole messages
  static final Setting<Integer> MAX_PENDING = activation("maxPending", "100", Form.whole(1, 500));
  static final Setting<Long> SPILL_THRESHOLD =
      activation("spillThreshold", "256KiB", Form.size(0, 1 << 28));
  static final Setting<Long> SPOOL_MEMORY =
      activation("spoolMemory", "64MiB", Form.size(0, 1L << 40));
  static final Setting<Long> SPOOL_SIZE = activation("spoolSize", "10GiB", Form.size(0, 1L << 50));
  static final Setting<Path> SPOOL_DIRECTORY =
      activation("spoolDirectory", null, Form.path("the path of a directory"));

  /** What an activation has whose bean receives sessions. */
  static final List<Setting<?>> OF_SESSIONS =
      List.of(
          LISTEN,
          HOSTNAME,
          CONTENT,
          STARTTLS,
          MODE,
          DELAY,
          SWITCHES,
          MAX_MESSAGE_SIZE,
          MAX_MESSAGES,
          MAX_RECIPIENTS,
          MAX_RECIPIENT_DOMAINS,
          MAX_COMMAND_LINE,
          MAX_TEXT_LINE,
          MAX_HEADER_SIZE,
          MAX_ERRORS,
          HIDE,
          OFFER,
          COMPAT,
          BARE_LINE_BREAKS,
          EARLY_TALK,
          GREETING_DELAY,
          HTTP_COMMANDS,
          AUTH,
          AUTH_MECHANISMS,
          AUTH_REQUIRES_TLS,
          AUTH_PASSWORD,
          AUTH_TIMEOUT,
          PROXY,
          PROXY_TRUSTED,
          XCLIENT,
          XCLIENT_TRUSTED,
          IDLE_TIMEOUT,
          MAX_SESSION_TIME,
          HANDSHAKE_TIMEOUT,
          DRAIN_TIMEOUT,
          MAX_SESSIONS,
          MAX_SESSIONS_PER_ADDRESS,
          MAX_CONNECTION_RATE_PER_ADDRESS,
          MAX_RECEIVE_RATE,
          MAX_HANDSHAKES,
          BACKLOG,
          TRANSPORT,
          THREADS,
          DIRECTORY,
          SSL,
          TLS_CERTIFICATES,
          TLS_KEY,
          TLS_KEY_PASSWORD,
          TLS_KEY_STORE,
          TLS_KEY_STORE_TYPE,
          TLS_KEY_STORE_PASSWORD,
          TLS_KEY_ALIAS,
          TLS_NAMES,
          TLS_CLIENT_CERTIFICATE,
          TLS_TRUST,
          TLS_ALPN,
          TLS_SESSION_RESUMPTION,
          TLS_PROTOCOLS,
          TLS_CIPHERS,
          TLS_PROVIDER,
          TLS_RELOAD);

  /** What an activation has whose bean receives whole messages. */
  static final List<Setting<?>> OF_MESSAGES =
      Stream.concat(
              OF_SESSIONS.stream()
                  .filter(setting -> !List.of(CONTENT, MODE, DELAY, SWITCHES).contains(setting)),
              Stream.of(MAX_PENDING, SPILL_THRESHOLD, SPOOL_MEMORY, SPOOL_SIZE, SPOOL_DIRECTORY))
          .toList();

  static final List<Setting<?>> ALL =
      Stream.concat(OF_SESSIONS.stream(), OF_MESSAGES.stream()).distinct().toList();

  private Settings() {}

  static Optional<Setting<?>> named(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
  }
}

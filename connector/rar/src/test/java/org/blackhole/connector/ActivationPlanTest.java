// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.net.ClientBounds;
import org.blackhole.smtp.net.ConnectionLimits;
import org.blackhole.smtp.net.ConnectionRate;
import org.blackhole.smtp.net.TlsSettings;
import org.blackhole.smtp.net.TransportKind;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.Compat;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.session.SessionLimits;
import org.blackhole.smtp.session.SessionSettings;
import org.blackhole.smtp.session.Xclient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationPlanTest {

  private static final String MX = "mx=smtp://127.0.0.1:2525";

  private static ActivationPlan read(String listen, String... namesAndValues)
      throws FaultySettings {
    Map<String, String> given = new HashMap<>();
    given.put("listen", listen);
    given.put("hostname", "blackhole.test");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return ActivationPlan.read(Receives.SESSIONS, given);
  }

  private static ListenerPlan first(String listen, String... namesAndValues) throws FaultySettings {
    return read(listen, namesAndValues).listeners().get(0);
  }

  private static TlsSettings settings(ListenerPlan listener) {
    TlsPlan tls = listener.tls();
    assertThat(tls).isNotNull();
    return tls.settings();
  }

  private static TlsOrigin origin(ListenerPlan listener) {
    TlsPlan tls = listener.tls();
    assertThat(tls).isNotNull();
    return tls.origin();
  }

  @Test
  void hasTheDefaultsOfTheEngine() throws Exception {
    ActivationPlan plan = read(MX);
    ListenerPlan mx = plan.listeners().get(0);

    assertThat(mx.session()).isEqualTo(SessionSettings.defaults("blackhole.test"));
    assertThat(mx.connections()).isEqualTo(ConnectionLimits.DEFAULT);
    assertThat(mx.startTls()).isEqualTo(StartTls.OPTIONAL);
    assertThat(mx.tls()).extracting(TlsPlan::settings).isEqualTo(TlsSettings.DEFAULT);
    assertThat(mx.options()).isEmpty();
    assertThat(plan.transport()).isEqualTo(TransportKind.AUTO);
    assertThat(plan.threads()).isZero();
  }

  @Test
  void readsEverySettingOfASession() throws Exception {
    ListenerPlan mx =
        first(
            MX,
            "maxMessageSize",
            "1MiB",
            "maxRecipients",
            "7",
            "maxCommandLine",
            "512",
            "maxTextLine",
            "1000",
            "maxHeaderSize",
            "2KiB",
            "maxErrors",
            "3",
            "hide",
            "size, Pipelining",
            "maxMessages",
            "4",
            "maxRecipientDomains",
            "5",
            "bareLineBreaks",
            "normalize",
            "earlyTalk",
            "refuse",
            "greetingDelay",
            "6ms",
            "httpCommands",
            "ignore",
            "offer",
            "DeliverBy",
            "compat",
            "none",
            "auth",
            "required",
            "authMechanisms",
            "cram-md5",
            "authRequiresTls",
            "true",
            "authPassword",
            "assumed",
            "content",
            "headers");

    assertThat(mx.session())
        .isEqualTo(
            new SessionSettings(
                "blackhole.test",
                new SessionLimits(1 << 20, 4, 7, 5, 512, 1000, 2048, 3),
                new Manners(
                    Manners.BareLineBreaks.NORMALIZE,
                    Manners.EarlyTalk.REFUSE,
                    Duration.ofMillis(6),
                    false),
                new AuthSettings(
                    AuthSettings.Rule.REQUIRED, true, Set.of(Mechanism.CRAM_MD5), "assumed"),
                Set.of("SIZE", "PIPELINING"),
                Set.of("DELIVERBY"),
                Compat.NONE,
                Xclient.OFF,
                ContentInterest.HEADERS));
  }

  @Test
  void kuraHasItsOwnLimitOnMessagesUnlessTheListenerSaysOtherwise() throws Exception {
    ActivationPlan plan =
        read(
            MX + "?compat=kura b=smtp://127.0.0.1:1?compat=kura;maxMessageSize=1KiB",
            "maxMessageSize",
            "50MiB");
    assertThat(plan.listeners())
        .extracting(l -> l.session().limits().maxMessageSize())
        .containsExactly(512_000L, 1024L);
    assertThat(plan.listeners()).allMatch(l -> l.session().compat() == Compat.KURA);
    assertThat(plan.listeners()).allMatch(l -> "kura".equals(l.options().get("compat")));
  }

  @Test
  void readsEverySettingOfConnections() throws Exception {
    ListenerPlan mx =
        first(
            MX,
            "maxSessions",
            "1",
            "maxSessionsPerAddress",
            "2",
            "idleTimeout",
            "3s",
            "handshakeTimeout",
            "4s",
            "backlog",
            "5",
            "drainTimeout",
            "6s",
            "maxConnectionRatePerAddress",
            "7/8s",
            "maxReceiveRate",
            "9KiB/s",
            "maxHandshakes",
            "10",
            "authTimeout",
            "11s",
            "maxSessionTime",
            "12s");

    assertThat(mx.connections())
        .isEqualTo(
            new ConnectionLimits(1, 2, Duration.ofSeconds(3), Duration.ofSeconds(4), 5)
                .with(
                    new ClientBounds(
                        new ConnectionRate(7, Duration.ofSeconds(8)),
                        9 << 10,
                        10,
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12))));
    assertThat(mx.drainTimeout()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void letsTheOptionsOfAListenerWin() throws Exception {
    List<ListenerPlan> listeners =
        read(
                MX + "?maxErrors=5;hostname=mx.test;mode=offline sub=smtp://127.0.0.1:2587",
                "maxErrors",
                "9",
                "mode",
                "bounce",
                "switches",
                "false")
            .listeners();

    assertThat(listeners).extracting(l -> l.session().limits().maxErrors()).containsExactly(5, 9);
    assertThat(listeners)
        .extracting(l -> l.session().hostname())
        .containsExactly("mx.test", "blackhole.test");
    assertThat(listeners)
        .extracting(ListenerPlan::options)
        .containsExactly(
            Map.of("mode", "offline", "switches", "false"),
            Map.of("mode", "bounce", "switches", "false"));
  }

  @Test
  void wantsNoTlsWhereNoneIsSpoken() throws Exception {
    assertThat(first(MX, "starttls", "off").tls()).isNull();
    assertThat(first("s=smtps://127.0.0.1:0", "starttls", "off").tls()).isNotNull();
    assertThat(first("s=smtps://127.0.0.1:0", "starttls", "required").startTls())
        .isEqualTo(StartTls.OFF);
  }

  @Test
  void takesTheOriginOfTlsThatIsSet() throws Exception {
    assertThat(origin(first(MX, "ssl", "mine"))).isEqualTo(new TlsOrigin.Server("mine"));
    assertThat(
            origin(
                first(MX, "tlsCertificates", "/c.pem", "tlsKey", "/k.pem", "tlsKeyPassword", "p")))
        .isEqualTo(
            new TlsOrigin.PemFiles(List.of(Path.of("/c.pem")), List.of(Path.of("/k.pem")), "p"));
    assertThat(
            origin(
                first(
                    MX,
                    "tlsKeyStore",
                    "/s.jks",
                    "tlsKeyStoreType",
                    "JKS",
                    "tlsKeyStorePassword",
                    "p",
                    "tlsKeyAlias",
                    "a")))
        .isEqualTo(new TlsOrigin.StoreFile(Path.of("/s.jks"), "JKS", "p", "a"));
    assertThat(origin(first(MX, "directory", "/d")))
        .isEqualTo(
            new TlsOrigin.SelfMade(
                Path.of("/d/tls-blackhole.test.p12"), List.of("blackhole.test")));
  }

  @Test
  void letsAListenerTakeAnOriginOfItsOwnWithThePasswordOfTheActivation() throws Exception {
    ListenerPlan mx =
        first(MX + "?tlsKeyStore=/own.p12", "ssl", "theirs", "tlsKeyStorePassword", "p");

    assertThat(origin(mx))
        .isEqualTo(new TlsOrigin.StoreFile(Path.of("/own.p12"), "PKCS12", "p", null));
  }

  @Test
  void letsListenersTakeDifferentKeysOfOneStore() throws Exception {
    ActivationPlan plan =
        read(
            MX + "?tlsKeyAlias=b c=smtp://127.0.0.1:1 d=smtp://127.0.0.1:2?tlsKeyStore=/d",
            "tlsKeyStore",
            "/s",
            "tlsKeyAlias",
            "a");

    assertThat(plan.listeners())
        .extracting(ActivationPlanTest::origin)
        .containsExactly(
            new TlsOrigin.StoreFile(Path.of("/s"), "PKCS12", "", "b"),
            new TlsOrigin.StoreFile(Path.of("/s"), "PKCS12", "", "a"),
            new TlsOrigin.StoreFile(Path.of("/d"), "PKCS12", "", null));
  }

  @Test
  void makesACertificateForEachName() throws Exception {
    ActivationPlan plan = read(MX + "?hostname=[IPv6:::1] b=smtp://127.0.0.1:1", "directory", "/d");

    assertThat(plan.listeners())
        .extracting(ActivationPlanTest::origin)
        .containsExactly(
            new TlsOrigin.SelfMade(Path.of("/d/tls-_ipv6___1_.p12"), List.of("::1")),
            new TlsOrigin.SelfMade(
                Path.of("/d/tls-blackhole.test.p12"), List.of("blackhole.test")));
  }

  @Test
  void takesSeveralPairsOfPemFiles() throws Exception {
    assertThat(origin(first(MX, "tlsCertificates", "/a.pem, /b.pem", "tlsKey", "/c.pem,/d.pem")))
        .isEqualTo(
            new TlsOrigin.PemFiles(
                List.of(Path.of("/a.pem"), Path.of("/b.pem")),
                List.of(Path.of("/c.pem"), Path.of("/d.pem")),
                null));
  }

  @Test
  void makesACertificateForFurtherNamesInAFileOfItsOwn() throws Exception {
    ActivationPlan plan =
        read(
            MX
                + " b=smtp://127.0.0.1:1?tlsNames=Other.test,::1 c=smtp://127.0.0.1:2?tlsNames=third",
            "directory",
            "/d",
            "hostname",
            "[192.0.2.1]");
    List<TlsOrigin.SelfMade> made =
        plan.listeners().stream().map(listener -> (TlsOrigin.SelfMade) origin(listener)).toList();

    assertThat(made)
        .extracting(TlsOrigin.SelfMade::names)
        .containsExactly(
            List.of("192.0.2.1"),
            List.of("192.0.2.1", "other.test", "0:0:0:0:0:0:0:1"),
            List.of("192.0.2.1", "third"));
    assertThat(made).extracting(TlsOrigin.SelfMade::file).doesNotHaveDuplicates();
    assertThat(made).extracting(each -> each.file().getParent()).containsOnly(Path.of("/d"));
  }

  @Test
  void readsWhatIsSpokenInsideTls() throws Exception {
    ActivationPlan plan =
        read(
            MX
                + "?tlsClientCertificate=needed b=smtp://127.0.0.1:1?tlsAlpn=x;tlsSessionResumption=on",
            "tlsTrust",
            "/ca.pem",
            "tlsAlpn",
            "smtp, lmtp",
            "tlsSessionResumption",
            "off");

    assertThat(plan.listeners())
        .extracting(ActivationPlanTest::settings)
        .containsExactly(
            new TlsSettings(
                TlsSettings.DEFAULT.protocols(),
                List.of(),
                TlsSettings.Provider.AUTO,
                TlsSettings.ClientCertificate.NEEDED,
                Path.of("/ca.pem"),
                List.of("smtp", "lmtp"),
                false),
            new TlsSettings(
                TlsSettings.DEFAULT.protocols(),
                List.of(),
                TlsSettings.Provider.AUTO,
                TlsSettings.ClientCertificate.NONE,
                Path.of("/ca.pem"),
                List.of("x"),
                true));
  }

  @Test
  void hidesPasswords() throws Exception {
    assertThat(read(MX, "tlsKeyStore", "/s", "tlsKeyStorePassword", "hidden").toString())
        .doesNotContain("hidden");
    assertThat(
            read(MX, "tlsCertificates", "c", "tlsKey", "k", "tlsKeyPassword", "hidden").toString())
        .doesNotContain("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "tlsCiphers, TLS_NO_SUCH_SUITE, 'has \"TLS_NO_SUCH_SUITE\", which JDK '",
    "tlsCiphers, TLS_AES_128_GCM_SHA256, has none for TLSv1.2; allowed: at least one for each",
  })
  void refusesWhatThisMachineCannotDoInsideTls(String setting, String value, String told) {
    assertThatThrownBy(
            () ->
                read(
                    "plain=smtp://127.0.0.1:1?starttls=off " + MX,
                    "tlsProvider",
                    "jdk",
                    setting,
                    value))
        .isInstanceOfSatisfying(
            FaultySettings.class,
            refusal ->
                assertThat(refusal.faults())
                    .singleElement()
                    .extracting(Fault::sentence)
                    .asString()
                    .startsWith("Setting " + setting + " of listener mx ")
                    .contains(told));
  }

  @Test
  void kuraHasStartTlsOnlyWhereTheListenerSaysSo() throws Exception {
    ActivationPlan plan =
        read(
            MX + "?compat=kura b=smtp://127.0.0.1:1?compat=kura;starttls=optional",
            "starttls",
            "optional");

    assertThat(plan.listeners())
        .extracting(ListenerPlan::startTls)
        .containsExactly(StartTls.OFF, StartTls.OPTIONAL);
  }

  @ParameterizedTest
  @CsvSource({
    "smtp, starttls=required, starttls",
    "smtp, auth=required, auth",
    "smtp, authRequiresTls=true, authRequiresTls",
    "smtp, xclient=on, xclient",
    "lmtp, backlog=10, compat",
  })
  void refusesBesideKuraWhatItsDialectDoesNotHave(String scheme, String option, String setting) {
    assertThatThrownBy(() -> read("mx=" + scheme + "://127.0.0.1:1?compat=kura;" + option))
        .isInstanceOfSatisfying(
            FaultySettings.class,
            refusal ->
                assertThat(refusal.faults())
                    .singleElement()
                    .extracting(Fault::setting)
                    .isEqualTo(setting));
  }
}

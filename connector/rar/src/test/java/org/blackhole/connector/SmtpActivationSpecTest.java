// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.resource.spi.InvalidPropertyException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpActivationSpecTest {

  private static final String MX = "mx=smtp://127.0.0.1:2525";

  static void set(SmtpActivationSpec spec, String name, String value) throws Exception {
    for (PropertyDescriptor property :
        Introspector.getBeanInfo(SmtpActivationSpec.class).getPropertyDescriptors()) {
      if (property.getName().equals(name)) {
        property.getWriteMethod().invoke(spec, value);
        return;
      }
    }
    throw new AssertionError("No property " + name);
  }

  private static SmtpActivationSpec spec(String... namesAndValues) throws Exception {
    SmtpActivationSpec spec = new SmtpActivationSpec();
    spec.setListen(MX);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      set(spec, namesAndValues[i], namesAndValues[i + 1]);
    }
    return spec;
  }

  private static InvalidPropertyException refusal(SmtpActivationSpec spec) {
    InvalidPropertyException refusal =
        catchThrowableOfType(InvalidPropertyException.class, spec::validate);
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hostname           | not a name             | host name such as mail.example.com
          hostname           | -mail.example.com      | host name
          hostname           | mail..example.com      | host name
          hostname           | 192.0.2.1              | address literal such as [192.0.2.1]
          hostname           | [192.0.2.256]          | address literal
          hostname           | [IPv6:1::2::3]         | address literal
          hostname           | bücher.example         | host name
          content            | all                    | none, headers, body
          content            | NONE                   | none, headers, body
          starttls           | yes                    | optional, required, off
          mode               | swallow                | accept, bounce, random, unavailable, offline
          mode               | Accept                 | accept, bounce, random, unavailable, offline
          delay              | 2                      | a duration such as 2s
          delay              | -1s                    | a duration such as 2s
          delay              | 3s..1s                 | a range such as 1s..3s
          delay              | 1s..61s                | up to 1m
          delay              | 2m                     | up to 1m
          switches           | on                     | true, false
          maxMessageSize     | -1                     | a number of octets
          maxMessageSize     | 50MB                   | KiB, MiB, GiB
          maxMessageSize     | 1025GiB                | octets from 0 to 1099511627776
          maxMessageSize     | 999999999999GiB        | octets from 0
          maxRecipients      | 0                      | a whole number from 1 to 1000000
          maxRecipients      | many                   | a whole number
          maxRecipients      | 99999999999            | a whole number
          maxCommandLine     | 511                    | from 512 to 65536
          maxTextLine        | -1                     | from 0
          maxHeaderSize      | 1023                   | from 1024
          maxErrors          | 0                      | from 1
          maxErrors          | 1.5                    | a whole number
          hide               | PIPELINING,            | separated by commas
          hide               | 8BITMIME PIPELINING    | separated by commas
          hide               | SIZE,SIZE              | separated by commas
          idleTimeout        | 60                     | a duration from 1s to 1d
          idleTimeout        | 0s                     | a duration from 1s to 1d
          handshakeTimeout   | 11m                    | a duration from 1s to 10m
          drainTimeout       | forever                | a duration from 0s to 10m
          maxSessions        | 0                      | from 1
          maxSessionsPerAddress | -1                  | from 0
          maxConnectionRatePerAddress | 100           | a slash and a duration from 1s to 1d
          maxConnectionRatePerAddress | 0/1m          | a whole number from 1 to 1000000
          maxConnectionRatePerAddress | 1/0s          | a duration from 1s to 1d
          maxConnectionRatePerAddress | /1m           | such as 100/1m
          maxReceiveRate     | 1MiB                   | octets a second
          maxReceiveRate     | 0/s                    | 0 for no limit
          maxReceiveRate     | 1025GiB/s              | octets a second from 1 to 1099511627776
          maxHandshakes      | 0                      | from 1 to 1000000
          authTimeout        | 0s                     | a duration from 1s to 1d
          maxSessionTime     | 31d                    | a duration from 1s to 30d
          backlog            | 70000                  | from 1 to 65535
          transport          | kqueue                 | auto, epoll, io_uring, nio
          threads            | 1025                   | from 0 to 1024
          ssl                | my ssl                 | the id of an <ssl> element
          tlsKeyStoreType    | PEM                    | PKCS12, JKS
          tlsProtocols       | TLSv1.1                | TLSv1.3 and TLSv1.2
          tlsProtocols       | SSLv3,TLSv1.3          | TLSv1.3 and TLSv1.2
          tlsCiphers         | DES-CBC3-SHA           | names of cipher suites
          tlsProvider        | bouncycastle           | auto, openssl, jdk
          tlsNames           | a b                    | host names and addresses
          tlsNames           | a,,b                   | host names and addresses
          tlsClientCertificate | optional             | none, wanted, needed
          tlsAlpn            | smtp,smtp              | names of application protocols
          tlsAlpn            | smtp lmtp              | names of application protocols
          tlsSessionResumption | yes                  | on, off
          tlsReload          | 500ms                  | a duration from 1s to 1d
          listen             | mx                     | name=scheme://address:port
          """)
  void tellsSettingValueAndWhatIsAllowed(String name, String value, String allowed)
      throws Exception {
    InvalidPropertyException refusal = refusal(spec(name, value));

    assertThat(refusal)
        .hasMessageContaining("Setting " + name)
        .hasMessageContaining(Fault.quoted(value))
        .hasMessageContaining("allowed: ")
        .hasMessageContaining(allowed);
    assertThat(refusal.getInvalidPropertyDescriptors())
        .extracting(PropertyDescriptor::getName)
        .containsExactly(name);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hostname              | localhost
          hostname              | mail.example.com
          hostname              | [192.0.2.1]
          hostname              | [IPv6:2001:db8::1]
          content               | body
          starttls              | required
          mode                  | offline
          delay                 | 250ms
          delay                 | 1s..60s
          switches              | false
          maxMessageSize        | 0
          maxMessageSize        | 52428800
          maxMessageSize        | 1024GiB
          maxRecipients         | 1
          maxCommandLine        | 512
          maxTextLine           | 1000
          maxHeaderSize         | 64KiB
          hide                  | pipelining, 8BITMIME
          idleTimeout           | 5m
          handshakeTimeout      | 1s
          drainTimeout          | 0s
          maxSessionsPerAddress | 0
          maxConnectionRatePerAddress | 1/1d
          maxConnectionRatePerAddress | 1000000/1s
          maxReceiveRate        | 1MiB/s
          maxReceiveRate        | 1/s
          maxHandshakes         | 1
          authTimeout           | 1s
          maxSessionTime        | 30d
          backlog               | 1
          transport             | io_uring
          threads               | 2
          directory             | somewhere/else
          ssl                   | defaultSSLConfig
          tlsProtocols          | TLSv1.3
          tlsCiphers            | TLS_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
          tlsProvider           | openssl
          tlsNames              | bücher.example, *.example.org, 192.0.2.1, ::1
          tlsClientCertificate  | wanted
          tlsTrust              | some/ca.pem
          tlsAlpn               | smtp, http/1.1
          tlsSessionResumption  | off
          tlsReload             | 1h
          """)
  void takesWhatIsAllowed(String name, String value) throws Exception {
    spec(name, value).validate();
  }

  @Test
  void takesEveryDefaultAsAValue() throws Exception {
    for (Setting<?> setting : Settings.OF_SESSIONS) {
      String standard = setting.standard();
      if (standard != null) {
        spec(setting.name(), standard).validate();
      }
    }
  }

  @Test
  void tellsAllFaultsAtOnce() throws Exception {
    SmtpActivationSpec spec =
        spec("maxErrors", "none", "mode", "loud", "listen", MX + "?idleTimeout=1 a=smtp://x:y");

    assertThat(refusal(spec))
        .hasMessageContaining("Setting maxErrors is \"none\"")
        .hasMessageContaining("Setting mode is \"loud\"")
        .hasMessageContaining("Setting idleTimeout of listener mx is \"1\"")
        .hasMessageContaining("Setting listen of listener a has the port \"y\"");
  }

  @Test
  void isInvalidWithoutListen() {
    assertThat(refusal(new SmtpActivationSpec())).hasMessageContaining("Setting listen is not set");
  }

  @Test
  void takesBlankForNotSet() throws Exception {
    for (Setting<?> setting : Settings.OF_SESSIONS) {
      if (!setting.equals(Settings.LISTEN)) {
        spec(setting.name(), "  ").validate();
      }
    }
    assertThat(refusal(spec("listen", " "))).hasMessageContaining("Setting listen is not set");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ssl=a tlsKeyStore=b                 | Setting ssl is set beside tlsKeyStore
          ssl=a tlsCertificates=b tlsKey=c    | Setting ssl is set beside tlsCertificates
          tlsCertificates=a tlsKey=b tlsKeyStore=c | Setting tlsCertificates is set beside tlsKeyStore
          tlsCertificates=a                   | Setting tlsKey is not set although tlsCertificates is
          tlsKey=a                            | Setting tlsCertificates is not set although tlsKey is
          tlsCertificates=a,b tlsKey=c        | Setting tlsKey has another number of files than tlsCertificates
          tlsKeyPassword=a                    | Setting tlsKey is not set although tlsKeyPassword is
          tlsKeyStorePassword=a               | Setting tlsKeyStore is not set although
          tlsKeyAlias=a                       | Setting tlsKeyStore is not set although tlsKeyAlias is
          """)
  void refusesOriginsOfTlsThatDoNotFitTogether(String settings, String message) throws Exception {
    SmtpActivationSpec spec = spec();
    for (String setting : List.of(settings.split(" ", -1))) {
      int equals = setting.indexOf('=');
      set(spec, setting.substring(0, equals), setting.substring(equals + 1));
    }

    assertThat(refusal(spec)).hasMessageContaining(message);
  }

  @Test
  void letsAListenerNameAnOriginOfTlsOfItsOwn() throws Exception {
    spec("ssl", "theirs", "listen", MX + "?tlsKeyStore=own.p12").validate();

    assertThat(refusal(spec("listen", MX + "?ssl=a&tlsKeyStore=b")))
        .hasMessageContaining("Setting ssl of listener mx is set beside tlsKeyStore");
    assertThat(refusal(spec("listen", MX + "?tlsTrust=a")))
        .hasMessageContaining(
            "Setting tlsClientCertificate of listener mx is none although tlsTrust is set");
    spec("tlsClientCertificate", "wanted", "listen", MX + "?tlsTrust=a").validate();
  }

  @Test
  void showsNoPassword() throws Exception {
    SmtpActivationSpec spec =
        spec(
            "tlsKeyPassword", "hidden-1",
            "tlsKeyStorePassword", "hidden-2",
            "listen", MX + "?tlsKeyStorePassword=hidden-3;x=tlsKeyPassword=hidden-4");

    assertThat(refusal(spec).getMessage()).doesNotContain("hidden").contains("Password=***");
    assertThat(spec.toString()).doesNotContain("hidden").contains(MX);
  }

  @Test
  void keepsControlCharactersOutOfMessages() throws Exception {
    assertThat(refusal(spec("mode", "a\r\nb\u001b[0m")).getMessage())
        .contains("\"a\\u000d\\u000ab\\u001b[0m\"")
        .doesNotContain("\r", "\n", "\u001b");
  }

  @Test
  void refusesWhatIsNoPath() throws Exception {
    assertThat(refusal(spec("listen", MX + "?tlsKeyStore=a%00b")))
        .hasMessageContaining("Setting tlsKeyStore of listener mx is \"a\\u0000b\"");
  }

  @Test
  void hasIdentity() throws Exception {
    assertThat(spec()).isNotEqualTo(spec());
  }

  @Test
  void hasTheDefaultsOfTheTable() throws Exception {
    SmtpActivationSpec spec = new SmtpActivationSpec();
    for (PropertyDescriptor property :
        Introspector.getBeanInfo(SmtpActivationSpec.class).getPropertyDescriptors()) {
      Settings.named(property.getName())
          .ifPresent(
              setting ->
                  assertThat(read(property, spec))
                      .as(property.getName())
                      .isEqualTo(setting.standard()));
    }
  }

  @SuppressWarnings("NullAway") // a property may be null, which reflection cannot say
  private static Object read(PropertyDescriptor property, Object bean) {
    try {
      return property.getReadMethod().invoke(bean);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void namesTheModesInLowerCase() {
    assertThat(Arrays.asList(Settings.MODE.form().allowed().split(", ", -1)))
        .allSatisfy(mode -> assertThat(mode).isEqualTo(mode.toLowerCase(Locale.ROOT)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.blackhole.smtp.api.ChannelBinding;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.sasl.Certificates;
import org.blackhole.smtp.sasl.Exchange;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.sasl.Step;
import org.blackhole.smtp.sasl.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mechanism's exchange, with what a client says parted by an octet that is no UTF-8. */
class SaslFuzzTest {

  private static final char NEXT = '\u00ff';
  private static final Mechanism[] MECHANISMS = Mechanism.values();

  /** As long as one can be. */
  private static final String HOST = "a".repeat(255);

  /** Of a nonce that is made of the same octets each time: 18 of 42, in base64. */
  private static final String NONCE = "Kioq".repeat(6);

  private static X509Certificate certificate;

  /** Gives one octet for ever, so that an input means the same in every run. */
  private static final class Constant extends SecureRandom {
    private static final long serialVersionUID = 1;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 42);
    }
  }

  @BeforeAll
  static void certify() throws Exception {
    certificate = Certificates.of("CN=alice");
  }

  static Stream<byte[]> seeds() {
    return Seeds.under(
        MECHANISMS.length,
        Stream.of(
            "",
            "\0alice\0secret",
            "bob\0alice\0secret",
            "alice" + NEXT + "secret",
            "alice 0123456789abcdef0123456789abcdef",
            "user=alice\1auth=Bearer abc\1\1",
            "n,a=alice,\1host=mx\1port=25\1auth=Bearer abc\1\1" + NEXT + "\1",
            "n,,n=alice,r=abc" + NEXT + finalOf("biws"),
            "n,a=bob,n=alice,r=abc,x=y" + NEXT + finalOf("bixhPWJvYiw=") + NEXT,
            "p=tls-exporter,,n=alice,r=abc" + NEXT + finalOf("cD10bHMtZXhwb3J0ZXIsLA=="),
            "y,,n=a=2Cb=3D,r=" + "x".repeat(255),
            "y,,n=a,r=" + "x".repeat(256)));
  }

  private static String finalOf(String header) {
    return "c=" + header + ",r=abc" + NONCE + ",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=";
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyMessageGivesAStep(byte[] raw) {
    FuzzInput input = new FuzzInput(raw);
    Mechanism mechanism = MECHANISMS[input.first(MECHANISMS.length)];
    Exchange exchange =
        Exchange.of(mechanism, surroundings(input.second(4) < 2 ? certificate : null));
    List<byte[]> messages = messages(input.octets());
    boolean initial = input.second(2) == 0;
    Step step = exchange.begin(initial ? messages.remove(0) : null);
    check(mechanism, step);
    for (byte[] message : messages) {
      boolean over = !(step instanceof Step.Challenge);
      step = exchange.next(message);
      check(mechanism, step);
      if (over && mechanism.needsPassword()) {
        assertThat(step).isInstanceOf(Step.Failed.class);
      }
    }
    byte[] failure = exchange.failure();
    if (failure != null) {
      assertThat(encoded(failure).length()).isLessThanOrEqualTo(Reply.MAX_LINE);
    }
  }

  private static void check(Mechanism mechanism, Step step) {
    if (step instanceof Step.Challenge challenge) {
      assertThat(encoded(challenge.data()).length()).isLessThanOrEqualTo(Reply.MAX_LINE);
    } else if (step instanceof Step.Done done) {
      Credentials credentials = done.credentials();
      assertThat(credentials.mechanism()).isEqualTo(mechanism.label());
      assertThat(credentials.user()).doesNotContain("\0");
      if (mechanism.needsPassword()) {
        assertThat(password(credentials.user())).isNotNull();
      }
    } else {
      assertThat(step).isInstanceOf(Step.Failed.class);
    }
  }

  private static Reply encoded(byte[] challenge) {
    return Reply.of(334, Base64.getEncoder().encodeToString(challenge));
  }

  private static List<byte[]> messages(byte[] octets) {
    List<byte[]> messages = new ArrayList<>();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (byte octet : octets) {
      if (octet == (byte) NEXT) {
        messages.add(message.toByteArray());
        message.reset();
      } else {
        message.write(octet);
      }
    }
    messages.add(message.toByteArray());
    return messages;
  }

  private static Surroundings surroundings(@Nullable X509Certificate shown) {
    return new Surroundings(
        HOST,
        SaslFuzzTest::password,
        List.of(
            new ChannelBinding(ChannelBinding.EXPORTER, octets("0123456789abcdef")),
            new ChannelBinding(ChannelBinding.SERVER_END_POINT, octets("a hash"))),
        true,
        shown,
        new Constant());
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static @Nullable String password(String user) {
    return user.startsWith("b") ? null : "secret";
  }
}

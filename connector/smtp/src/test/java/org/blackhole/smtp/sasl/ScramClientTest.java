// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.smtp.sasl.Exchanges.challengeText;
import static org.blackhole.smtp.sasl.Exchanges.credentials;
import static org.blackhole.smtp.sasl.Exchanges.octets;
import static org.blackhole.smtp.sasl.Exchanges.reason;

import com.ongres.scram.client.ScramClient;
import java.util.List;
import org.blackhole.smtp.api.ChannelBinding;
import org.blackhole.smtp.api.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM with a client library that we did not write. */
class ScramClientTest {

  private static ScramClient client(String user, String password, Mechanism mechanism) {
    return ScramClient.builder()
        .advertisedMechanisms(List.of(mechanism.label()))
        .username(user)
        .password(password.toCharArray())
        .build();
  }

  private static ScramClient bound(Mechanism mechanism, ChannelBinding binding) {
    return ScramClient.builder()
        .advertisedMechanisms(List.of(mechanism.label()))
        .username("alice")
        .password("secret".toCharArray())
        .channelBinding(binding.type(), binding.data())
        .build();
  }

  /** Up to the answer to the client's proof. */
  private static Step prove(ScramClient client, Exchange exchange) throws Exception {
    Step first = exchange.begin(octets(client.clientFirstMessage().toString()));
    client.serverFirstMessage(challengeText(first));
    return exchange.next(octets(client.clientFinalMessage().toString()));
  }

  /** To the end: the client judges the server too, and throws if it does not believe it. */
  private static Credentials login(ScramClient client, Exchange exchange) throws Exception {
    client.serverFinalMessage(challengeText(prove(client, exchange)));
    return credentials(exchange.next(new byte[0]));
  }

  @ParameterizedTest
  @EnumSource(names = {"SCRAM_SHA_1", "SCRAM_SHA_256"})
  void bothEndsProveThemselves(Mechanism mechanism) throws Exception {
    Exchange exchange = Exchange.of(mechanism, Exchanges.surroundings());

    assertThat(login(client("alice", "secret", mechanism), exchange))
        .isEqualTo(new Credentials(mechanism.label(), "alice", null, null));
  }

  @ParameterizedTest
  @EnumSource(names = {"SCRAM_SHA_1_PLUS", "SCRAM_SHA_256_PLUS"})
  void bothEndsProveThemselvesOnTheirChannel(Mechanism mechanism) throws Exception {
    for (ChannelBinding binding : List.of(Exchanges.EXPORTER, Exchanges.END_POINT)) {
      ScramClient client = bound(mechanism, binding);
      Exchange exchange = Exchange.of(mechanism, Exchanges.surroundings());

      assertThat(login(client, exchange))
          .isEqualTo(new Credentials(mechanism.label(), "alice", null, null));
    }
  }

  @Test
  void aClientOnAnotherChannelIsAMismatch() throws Exception {
    ChannelBinding elsewhere =
        new ChannelBinding(ChannelBinding.EXPORTER, octets("keying material of another"));
    ScramClient client = bound(Mechanism.SCRAM_SHA_256_PLUS, elsewhere);
    Exchange exchange = Exchange.of(Mechanism.SCRAM_SHA_256_PLUS, Exchanges.surroundings());

    assertThat(reason(prove(client, exchange))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void aClientFromWhichTheOfferWasHiddenIsAMismatch() {
    ScramClient client = bound(Mechanism.SCRAM_SHA_256, Exchanges.EXPORTER);
    String first = client.clientFirstMessage().toString();
    Exchange exchange = Exchange.of(Mechanism.SCRAM_SHA_256, Exchanges.surroundings());

    assertThat(first).startsWith("y,,");
    assertThat(reason(exchange.begin(octets(first)))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void aWrongPasswordIsAMismatch() throws Exception {
    ScramClient client = client("alice", "geheim", Mechanism.SCRAM_SHA_256);
    Exchange exchange = Exchange.of(Mechanism.SCRAM_SHA_256, Exchanges.surroundings());

    assertThat(reason(prove(client, exchange))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void anUnknownNameIsAMismatchNoSoonerThanAWrongPassword() throws Exception {
    ScramClient client = client("mallory", "secret", Mechanism.SCRAM_SHA_256);
    Exchange exchange = Exchange.of(Mechanism.SCRAM_SHA_256, Exchanges.surroundings());

    assertThat(reason(prove(client, exchange))).isEqualTo(Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p\u00e4ss \u2168", "a\u00a0b\u00adc", "\u5bc6\u7801", "=,="})
  void passwordsBeyondAsciiAreTheSameOnBothEnds(String password) throws Exception {
    Exchange exchange =
        Exchange.of(Mechanism.SCRAM_SHA_256, Exchanges.surroundings(name -> password, null));

    assertThat(login(client("alice", password, Mechanism.SCRAM_SHA_256), exchange).user())
        .isEqualTo("alice");
  }

  @Test
  void theConventionsOfNamesSurviveTheEscapes() throws Exception {
    Exchange exchange =
        Exchange.of(Mechanism.SCRAM_SHA_256, Exchanges.surroundings(name -> "secret", null));

    assertThat(login(client("a,fail=550", "secret", Mechanism.SCRAM_SHA_256), exchange).user())
        .isEqualTo("a,fail=550");
  }

  @Test
  void theClientMayAskToActAsSomeoneElse() throws Exception {
    ScramClient client =
        ScramClient.builder()
            .advertisedMechanisms(List.of("SCRAM-SHA-256"))
            .username("alice")
            .password("secret".toCharArray())
            .authzid("b,ob")
            .build();
    Exchange exchange = Exchange.of(Mechanism.SCRAM_SHA_256, Exchanges.surroundings());

    assertThat(login(client, exchange))
        .isEqualTo(new Credentials("SCRAM-SHA-256", "alice", "b,ob", null));
  }
}

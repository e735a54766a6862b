// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.smtp.sasl.Exchanges.challenge;
import static org.blackhole.smtp.sasl.Exchanges.credentials;
import static org.blackhole.smtp.sasl.Exchanges.reason;

import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import org.blackhole.smtp.api.Credentials;
import org.eclipse.angus.mail.auth.OAuth2SaslClientFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The exchanges with the SASL clients of the JDK and of Angus Mail. */
class ClientsTest {

  private static CallbackHandler login(String user, String password) {
    return callbacks -> {
      for (Callback callback : callbacks) {
        if (callback instanceof NameCallback name) {
          name.setName(user);
        } else if (callback instanceof PasswordCallback secret) {
          secret.setPassword(password.toCharArray());
        }
      }
    };
  }

  private static SaslClient jdk(
      Mechanism mechanism, @Nullable String authorization, String password) throws Exception {
    SaslClient client =
        Sasl.createSaslClient(
            new String[] {mechanism.label()},
            authorization,
            "smtp",
            "mx.example.com",
            Map.of(),
            login("alice", password));
    assertThat(client).isNotNull();
    return client;
  }

  /** Carries messages to and fro until the server has decided. */
  private static Step converse(SaslClient client, Exchange exchange) throws Exception {
    Step step =
        exchange.begin(client.hasInitialResponse() ? client.evaluateChallenge(new byte[0]) : null);
    while (step instanceof Step.Challenge) {
      step = exchange.next(client.evaluateChallenge(challenge(step)));
    }
    return step;
  }

  @Test
  void theJdksPlain() throws Exception {
    Exchange exchange = Exchange.of(Mechanism.PLAIN, Exchanges.surroundings());

    assertThat(credentials(converse(jdk(Mechanism.PLAIN, "bob", "secr\u00ebt"), exchange)))
        .isEqualTo(new Credentials("PLAIN", "alice", "bob", "secr\u00ebt"));
  }

  @Test
  void theJdksCramMd5() throws Exception {
    Exchange right = Exchange.of(Mechanism.CRAM_MD5, Exchanges.surroundings());
    Exchange wrong = Exchange.of(Mechanism.CRAM_MD5, Exchanges.surroundings());

    assertThat(credentials(converse(jdk(Mechanism.CRAM_MD5, null, "secret"), right)))
        .isEqualTo(new Credentials("CRAM-MD5", "alice", null, null));
    assertThat(reason(converse(jdk(Mechanism.CRAM_MD5, null, "geheim"), wrong)))
        .isEqualTo(Reason.MISMATCH);
  }

  @Test
  void theJdksExternal() throws Exception {
    Exchange exchange =
        Exchange.of(
            Mechanism.EXTERNAL, Exchanges.surroundings(name -> null, Certificates.of("CN=alice")));

    assertThat(credentials(converse(jdk(Mechanism.EXTERNAL, "bob", ""), exchange)))
        .isEqualTo(new Credentials("EXTERNAL", "CN=alice", "bob", null));
  }

  @Test
  void angusMailsXoauth2() throws Exception {
    Exchange exchange = Exchange.of(Mechanism.XOAUTH2, Exchanges.surroundings());
    SaslClient client =
        new OAuth2SaslClientFactory()
            .createSaslClient(
                new String[] {"XOAUTH2"},
                "",
                "smtp",
                "mx.example.com",
                Map.of(),
                login("alice@example.com", "ya29.abc"));

    assertThat(credentials(converse(client, exchange)))
        .isEqualTo(new Credentials("XOAUTH2", "alice@example.com", null, "ya29.abc"));
  }
}

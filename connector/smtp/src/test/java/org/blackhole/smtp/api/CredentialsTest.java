// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CredentialsTest {

  @Test
  void theTextShowsTheUserAndNotTheSecret() {
    Credentials credentials = new Credentials("PLAIN", "alice", "bob", "open sesame");

    assertThat(credentials.toString())
        .contains("PLAIN", "alice", "bob", "secret=***")
        .doesNotContain("sesame");
  }

  @Test
  void theTextSaysWhenThereIsNoSecret() {
    assertThat(new Credentials("EXTERNAL", "CN=alice", null, null).toString())
        .isEqualTo(
            "Credentials[mechanism=EXTERNAL, user=CN=alice, authorization=null, secret=null]");
  }

  @Test
  void aChannelBindingKeepsItsOwnOctetsAndComparesThem() {
    byte[] octets = {1, 2, 3};
    ChannelBinding binding = new ChannelBinding(ChannelBinding.EXPORTER, octets);
    octets[0] = 9;
    binding.data()[1] = 9;

    assertThat(binding.data()).containsExactly(1, 2, 3);
    assertThat(binding)
        .isEqualTo(new ChannelBinding("tls-exporter", new byte[] {1, 2, 3}))
        .hasSameHashCodeAs(new ChannelBinding("tls-exporter", new byte[] {1, 2, 3}))
        .isNotEqualTo(new ChannelBinding("tls-server-end-point", new byte[] {1, 2, 3}))
        .isNotEqualTo(new ChannelBinding("tls-exporter", new byte[] {1, 2}));
    assertThat(binding.toString()).isEqualTo("ChannelBinding[tls-exporter, 3 octets]");
  }
}

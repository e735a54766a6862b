// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Recipient;
import org.junit.jupiter.api.Test;

class RecipientsTest {

  private static final Recipient ALICE = recipient("alice@here.test");
  private static final Recipient BOB = recipient("bob@here.test");
  private static final Recipient CAROL = recipient("carol@here.test");

  private final Recipients recipients = new Recipients();

  private static Recipient recipient(String address) {
    return new Recipient(Address.of(address, address.indexOf('@')), Map.of());
  }

  @Test
  void recipientsStandInTheOrderInWhichTheyJoined() {
    assertThat(recipients).isEmpty();
    recipients.join(ALICE);
    assertThat(recipients).containsExactly(ALICE);
    recipients.join(BOB);
    recipients.join(CAROL);
    assertThat(recipients).containsExactly(ALICE, BOB, CAROL).hasSize(3);
  }

  @Test
  void aRecipientThatIsNotThereIsNotGiven() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> recipients.get(0));
    recipients.join(ALICE);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> recipients.get(1));
    recipients.join(BOB);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> recipients.get(2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> recipients.get(-1));
  }

  @Test
  @SuppressWarnings("DoNotCall") // that it cannot be done is what is asked
  void theApplicationCannotChangeThem() {
    recipients.join(ALICE);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> recipients.add(BOB));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> recipients.remove(0));
    assertThat(recipients).containsExactly(ALICE);
  }
}

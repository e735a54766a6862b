// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Recipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand rules that do not match: what a message costs the heap. */
class ManyRulesTest {

  private static final int MESSAGES = 20_000;
  // Octets a stage; there are four of them in a message.
  private static final int SMALL = 256;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'recipient': 'full%d@b.test'",
        "'recipient': 'full%d@*'",
        "'recipient': '*@d%d.test'",
        "'recipient': '*x%dx*'",
        "'sender': 's%d@a.test'",
        "'sender': ['s%d@*', '*@s%1$d.test']",
        "'client': '10.1.%d.0/24'",
        "'client': '2001:db8:%d::/48'"
      })
  void aMessageThatNoneMatchesAllocatesNextToNothing(String when) {
    PolicyInForce policy =
        Documents.inForce(
            "{'rules': [" + rules(when, "['mail', 'rcpt', 'data', 'message']") + "]}");
    Visitor visitor = Visitor.of(policy, 1);
    Letter letter = new Letter(visitor.peer(), 1, Visitor.address("a@a.test"), Map.of());
    Recipient recipient = new Recipient(Visitor.address("b@b.test"), Map.of());
    letter.add(recipient);
    repeat(visitor, letter, recipient, 1000);

    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(visitor, letter, recipient, MESSAGES);
    long octets = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(octets / (4.0 * MESSAGES)).isLessThan(SMALL);
  }

  @Test
  void aMessageCostsTheHeapNoMoreWithAThousandRulesThanWithTen() {
    double ten = octets(10);
    double thousand = octets(1000);

    assertThat(thousand).isLessThanOrEqualTo(ten + SMALL);
  }

  private double octets(int count) {
    String rules =
        IntStream.range(0, count)
            .mapToObj(
                i -> rule("'recipient': 'full%1$d@b.test', 'sender': '*@s%1$d.test'", "'rcpt'", i))
            .collect(Collectors.joining(", "));
    PolicyInForce policy = Documents.inForce("{'rules': [" + rules + "]}");
    Visitor visitor = Visitor.of(policy, 1);
    Letter letter = new Letter(visitor.peer(), 1, Visitor.address("a@a.test"), Map.of());
    Recipient recipient = new Recipient(Visitor.address("b@b.test"), Map.of());
    repeat(visitor, letter, recipient, 1000);
    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(visitor, letter, recipient, MESSAGES);
    return (threads.getCurrentThreadAllocatedBytes() - before) / (double) MESSAGES;
  }

  private static String rules(String when, String at) {
    return IntStream.range(0, 250)
        .boxed()
        .flatMap(
            i ->
                IntStream.range(0, 4)
                    .mapToObj(j -> rule(when, at, i).replace("'r" + i, "'r" + i + "-" + j)))
        .collect(Collectors.joining(", "));
  }

  private static String rule(String when, String at, int number) {
    return "{'name': 'r"
        + number
        + "', 'at': "
        + at
        + ", 'when': {"
        + when.formatted(number)
        + "}, 'then': {'reply': '550 5.1.1 no'}}";
  }

  private static void repeat(Visitor visitor, Envelope envelope, Recipient recipient, int times) {
    PolicyConversation conversation = visitor.conversation();
    for (int i = 0; i < times; i++) {
      conversation.onMail(envelope);
      conversation.onRecipient(envelope, recipient);
      conversation.onData(envelope);
      conversation.onMessage(envelope, 1000);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.blackhole.journal.Tallies;
import org.blackhole.policy.mode.Mode;
import org.blackhole.smtp.api.FieldNames;
import org.blackhole.smtp.api.FieldVisitor;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a message costs the heap, beyond what is the engine's. */
class AllocationTest {

  private static final int MESSAGES = 100_000;

  private static final Peer PEER =
      Visitor.peer(1, "192.0.2.1", "mx", Scheme.SMTP, Map.of()).greeted("lab.example", true);
  private static final Headers SECTION = new Section();

  private static final List<String> RULES =
      List.of(
          "'recipient': 'user%d@slow.test'",
          "'recipient': 'full%d@*', 'chance': 0.1",
          "'recipient': ['*@tenant%1$d.test', '*+tag%1$d@*']",
          "'sender': ['news%1$d@lists.test', '*@spam%1$d.test', 're:^[a-z]+-%1$d@']",
          "'client': '10.0.%d.0/24', 'sender': '*'",
          "'helo': '*.dyn%d.test', 'time': {'from': '00:00', 'to': '12:00', 'zone': 'UTC'}",
          "'header': {'Subject': ['*offer %1$d*', 're:offer (no )?%1$d for']}",
          "'parameter': {'BODY': 'x%d'}",
          "'size': '>=%dMiB', 'tls': false",
          "'recipients': '>%d', 'message': '>5'");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aMessageWithoutDelayAllocatesNothing(Mode mode) {
    Tallies tallies = new Tallies();
    Client client = Client.of(Policies.inForce(Policies.mode(mode)), 1, tallies::decided);
    assertThat(octets(client::repeat)).isLessThan(1);
    assertThat(tallies.snapshot().modes()).containsEntry(mode.label(), MESSAGES + 10L);
  }

  @Test
  void rulesThatDoNotMatchAllocateNothing() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < RULES.size() * 10; i++) {
      rules
          .append(i == 0 ? "" : ",")
          .append("{'name': 'rule-" + i + "', 'when': {")
          .append(RULES.get(i % RULES.size()).formatted(i))
          .append("}, 'then': {'reply': '550 5.7.1 No'}}");
    }
    Tallies tallies = new Tallies();
    PolicyInForce policy = Documents.inForce("{'rules': [" + rules + "]}");
    PolicyConversation conversation = new PolicyConversation(PEER, policy, tallies::decided);
    Letter[] letters = {letter("Alice@Lab.Example"), letter("bob@lab.example")};
    Recipient recipient = new Recipient(Visitor.address("Carol@Lab.Example"), Map.of());

    double octets =
        octets(
            times -> {
              for (int i = 0; i < times; i++) {
                Letter letter = letters[i % letters.length];
                conversation.onMail(letter);
                conversation.onRecipient(letter, recipient);
                conversation.onData(letter);
                conversation.onHeaders(letter, SECTION);
                conversation.onMessage(letter, 1000);
              }
            });

    assertThat(octets).isLessThan(1);
    assertThat(tallies.snapshot().rules()).containsOnlyKeys(Decider.MODE.rule());
  }

  private static Letter letter(String sender) {
    return new Letter(PEER, 1, Visitor.address(sender), Map.of());
  }

  /** Octets for each of many messages. */
  private double octets(IntConsumer messages) {
    messages.accept(10);
    long before = threads.getCurrentThreadAllocatedBytes();
    messages.accept(MESSAGES);
    // What the first call of a method costs the JVM is not a message's.
    return (threads.getCurrentThreadAllocatedBytes() - before) / (double) MESSAGES;
  }

  /** A section in which the engine has found what is looked for. */
  private static final class Section implements Headers {

    private final String value = "Minutes of the Meeting";

    @Override
    public @Nullable String first(String name) {
      return value;
    }

    @Override
    public List<String> all(String name) {
      return List.of(value);
    }

    @Override
    public void forEach(BiConsumer<String, String> field) {
      field.accept("Subject", value);
    }

    @Override
    public void forEach(FieldNames names, FieldVisitor visitor) {
      visitor.field(names.indexOf("Subject"), value);
    }

    @Override
    public boolean isTruncated() {
      return false;
    }
  }
}

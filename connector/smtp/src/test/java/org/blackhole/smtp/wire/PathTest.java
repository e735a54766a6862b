// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.blackhole.smtp.api.Address;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321 4.1.2 and 4.1.3. */
class PathTest {

  private static @Nullable Address forward(String text) {
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    return new Path(line, 0, line.length).forward();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<user@example.org> | user | example.org",
        "<USER@Example.ORG> | USER | Example.ORG",
        "<a.b.c@example.org> | a.b.c | example.org",
        "<!#$%&'*+-/=?^_{}~@example.org> | !#$%&'*+-/=?^_{}~ | example.org",
        "<\"a b\"@example.org> | \"a b\" | example.org",
        "<\"a@b\"@example.org> | \"a@b\" | example.org",
        "<\"\\\"\\\\\"@example.org> | \"\\\"\\\\\" | example.org",
        "<\"\"@example.org> | \"\" | example.org",
        "<a@x> | a | x",
        "<a@1.2.example> | a | 1.2.example",
        "<a@x--y.example> | a | x--y.example",
        "<a@[192.0.2.1]> | a | [192.0.2.1]",
        "<a@[IPv6:::1]> | a | [IPv6:::1]",
        "<a@[ipv6:2001:db8::192.0.2.1]> | a | [ipv6:2001:db8::192.0.2.1]",
        "<a@[tag:content]> | a | [tag:content]",
        "<@r.example:a@x.example> | a | x.example",
        "<@r.example,@s.example:a@x.example> | a | x.example",
        "<grün@bücher.example> | grün | bücher.example"
      })
  void takesWhatTheGrammarAllows(String text, String localPart, String domain) {
    Address address = forward(text);
    assertThat(address).isNotNull();
    assertThat(address.localPart()).isEqualTo(localPart);
    assertThat(address.domain()).isEqualTo(domain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        ">",
        "<>",
        "user@example.org",
        "<user@example.org",
        "user@example.org>",
        "<user>",
        "<@example.org>",
        "<user@>",
        "<user@@example.org>",
        "<.user@example.org>",
        "<user.@example.org>",
        "<us..er@example.org>",
        "<us er@example.org>",
        "<us\ter@example.org>",
        "<user@exa mple.org>",
        "<user@.example.org>",
        "<user@example.org.>",
        "<user@example..org>",
        "<user@-example.org>",
        "<user@example-.org>",
        "<user@exam_ple.org>",
        "<user@[192.0.2.256]>",
        "<user@[192.0.2]>",
        "<user@[192.0.2.1>",
        "<user@[]>",
        "<user@[IPv6:::g]>",
        "<user@[IPv6:.:1]>",
        "<user@[IPv6:.a.b:c]>",
        "<user@[IPv6:]>",
        "<user@[IPv6:fe80::1%eth0]>",
        "<user@[tag-:x]>",
        "<user@[a[b]>",
        "<\"user@example.org>",
        "<\"us\ner\"@example.org>",
        "<\"user\\\"@example.org>",
        "<\"a\"b@example.org>",
        "<@r.example a@x.example>",
        "<@r.example,:a@x.example>",
        "<@:a@x.example>",
        "<a(comment)@x.example>",
        "<a@x.example,b@x.example>"
      })
  void refusesWhatItDoesNot(String text) {
    assertThat(forward(text)).isNull();
  }

  @Test
  void refusesOctetsThatAreNoUtf8() {
    byte[] line = {'<', (byte) 0xff, '@', 'x', '>'};
    assertThat(new Path(line, 0, line.length).forward()).isNull();
  }

  @Test
  void refusesDomainsThatNoDnsHolds() {
    String label = "a".repeat(63);
    assertThat(forward("<a@" + label + ".example>")).isNotNull();
    assertThat(forward("<a@" + label + "a.example>")).isNull();
    assertThat(forward("<a@" + (label + ".").repeat(3) + label + ">")).isNotNull();
    assertThat(forward("<a@" + (label + ".").repeat(4) + "a>")).isNull();
  }

  @Test
  void onlyAReversePathMayBeEmptyAndOnlyAForwardPathAPostmaster() {
    byte[] empty = "<>".getBytes(StandardCharsets.US_ASCII);
    assertThat(new Path(empty, 0, 2).reverse()).isEqualTo(Address.NULL);
    byte[] postmaster = "<PostMaster>".getBytes(StandardCharsets.US_ASCII);
    assertThat(new Path(postmaster, 0, postmaster.length).reverse()).isNull();
    assertThat(forward("<PostMaster>")).isEqualTo(Address.of("PostMaster", -1));
  }
}

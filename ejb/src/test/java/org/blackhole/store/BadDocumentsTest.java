// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.blackhole.policy.Documents;
import org.blackhole.policy.Fault;
import org.blackhole.policy.InvalidPolicyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever says nonsense is refused, with one pointer a fault: the table {@code bad.table}. */
class BadDocumentsTest {

  private static final Path TABLE = Path.of("src", "test", "resources", "policy", "bad.table");

  /** A line of the table. */
  record Case(String document, List<String> pointers) {

    static Case parse(String line) {
      int arrow = line.lastIndexOf(" => ");
      return new Case(line.substring(0, arrow), List.of(line.substring(arrow + 4).split(" ")));
    }

    /** The document in full. */
    String json() {
      return switch (document.charAt(0)) {
        case 'r' -> in("rules", "r");
        case 'l' -> in("limits", "l");
        default -> document;
      };
    }

    private String in(String list, String name) {
      String members = document.substring(2, document.length() - 1);
      String comma = members.isEmpty() ? "" : ", ";
      return "{'" + list + "': [{'name': '" + name + "'" + comma + members + "}]}";
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theDocumentIsRefusedWithThesePointers(Case bad) {
    InvalidPolicyException refusal =
        catchThrowableOfType(
            InvalidPolicyException.class, () -> PolicyJson.document(Documents.json(bad.json())));

    assertThat(refusal).as(bad.document()).isNotNull();
    assertThat(refusal.faults())
        .as(bad.document())
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrderElementsOf(bad.pointers());
    assertThat(refusal.faults())
        .extracting(Fault::detail)
        .allSatisfy(detail -> assertThat(detail).isNotBlank().doesNotContain("Exception"));
  }

  @Test
  void aLineOfAReplyHasItsBounds() {
    Case fits = new Case("r{'then': {'reply': '451 4.7.1 " + "a".repeat(500) + "'}}", List.of());
    Case tooLong = new Case("r{'then': {'reply': '451 4.7.1 " + "a".repeat(501) + "'}}", List.of());

    assertThat(PolicyJson.document(Documents.json(fits.json())).rules()).hasSize(1);
    assertThatExceptionOfType(InvalidPolicyException.class)
        .isThrownBy(() -> PolicyJson.document(Documents.json(tooLong.json())))
        .withMessageContaining("#/rules/0/then/reply: A reply line has at most 512 octets");
  }

  @Test
  void theTableIsLongEnoughToBeOfUse() throws IOException {
    assertThat(cases().distinct()).hasSizeGreaterThan(150);
  }

  static Stream<Case> cases() throws IOException {
    return Files.readAllLines(TABLE, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Case::parse);
  }
}

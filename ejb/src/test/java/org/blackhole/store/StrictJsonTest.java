// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.blackhole.policy.Fault;
import org.blackhole.policy.Faults;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.Pointer;
import org.blackhole.store.StrictJson.NotJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void anObjectIsReadAsItStands() throws NotJsonException {
    String text = "{\"a\":[1,{\"b\":null}],\"c\":\"\u00e4\",\"d\":1.50,\"e\":true}";
    assertThat(StrictJson.parse(utf8(text))).hasToString(text);
    assertThat(StrictJson.parse(utf8(" \n" + text + "\r\n\t "))).hasToString(text);
  }

  @Test
  void everyNameGivenTwiceIsToldWithItsPlace() {
    assertThat(faults("{\"a\":{\"x/y\":1,\"x/y\":2},\"l\":[0,{\"z\":1,\"z\":1}],\"a\":1}"))
        .isEqualTo(
            List.of(
                new Fault("#/a/x~1y", "is given more than once"),
                new Fault("#/l/1/z", "is given more than once"),
                new Fault("#/a", "is given more than once")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t"})
  void whatIsBlankIsEmpty(String text) {
    assertThat(refusal(utf8(text))).isEqualTo("is empty; it has to be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}x", "{},", "1 1", "[] []"})
  void whatGoesOnAfterItsEndIsRefused(String text) {
    assertThat(refusal(utf8(text))).isEqualTo("goes on after the end of the JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"a\":}", "{\"a\" 1}", "{'a':1}", "nonsense", "[1,]", "{\"a\":01}"})
  void whatIsNotJsonCannotBeRead(String text) {
    assertThat(refusal(utf8(text))).isEqualTo("is not JSON in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
  void whatIsJsonButNoObjectSaysNonsense(String text) {
    assertThat(faults(text)).containsExactly(new Fault("#", "must be a JSON object"));
  }

  @Test
  void octetsThatAreNotUtf8CannotBeRead() {
    byte[] latin1 = "{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(latin1)).isEqualTo("is not JSON in UTF-8");
  }

  @Test
  void depthHasAnEnd() throws NotJsonException {
    assertThat(refusal(utf8("{\"a\":" + "[".repeat(100_000))))
        .isEqualTo("is nested deeper than 32 levels");
    String deep = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
    assertThat(StrictJson.parse(utf8(deep))).hasToString(deep);
  }

  @Test
  void numbersNamesAndValuesHaveAnEnd() throws NotJsonException {
    assertThat(refusal(utf8("{\"a\":" + "9".repeat(1_000_000) + "}")))
        .isEqualTo("has a number of more than 64 digits");
    assertThat(refusal(utf8("{\"" + "a".repeat(1001) + "\":1}")))
        .isEqualTo("has a name of more than 1000 characters");
    byte[] three = utf8("{\"a\":[1]}");
    assertThat(StrictJson.parse(three, 3)).hasToString("{\"a\":[1]}");
    assertThat(
            catchThrowableOfType(NotJsonException.class, () -> StrictJson.parse(three, 2)).what())
        .isEqualTo("has more than 2 values");
  }

  /** As a number in full it would have a gigabyte of digits. */
  @Test
  void aHugeExponentIsANumberThatIsNotWhole() throws NotJsonException {
    JsonObject huge = StrictJson.parse(utf8("{\"a\":1e999999999,\"b\":-1e-999999999}"));
    Faults faults = new Faults();
    assertThat(Members.integer(huge, "a", Pointer.ROOT, faults)).isEmpty();
    assertThat(Members.integer(huge, "b", Pointer.ROOT, faults)).isEmpty();
    assertThat(faults.list()).extracting(Fault::pointer).containsExactly("#/a", "#/b");
  }

  @Test
  void ofEndlessFaultsTheFirstAreToldAndTheRestIsCounted() {
    String twice = ",\"a\":1".repeat(1000);
    List<Fault> told = faults("{\"a\":0" + twice + "}");
    assertThat(told).hasSize(101);
    assertThat(told.get(100)).isEqualTo(new Fault("#", "and 900 faults more"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Fault> faults(String text) {
    return catchThrowableOfType(InvalidPolicyException.class, () -> StrictJson.parse(utf8(text)))
        .faults();
  }

  private static String refusal(byte[] body) {
    return catchThrowableOfType(NotJsonException.class, () -> StrictJson.parse(body)).what();
  }
}

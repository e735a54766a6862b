// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.blackhole.smtp.transcript.Transcript;

/** Inputs to begin with. */
final class Seeds {

  private static final int LONG = 4000;

  private Seeds() {}

  /** What the client says in each transcript, but for those that are long. */
  static List<String> transcripts() {
    return all().filter(text -> text.length() < LONG).toList();
  }

  /** What the client says in each transcript. */
  static Stream<String> all() {
    return Transcript.all().stream()
        .map(
            transcript ->
                transcript.steps().stream()
                    .filter(Transcript.Send.class::isInstance)
                    .map(step -> ((Transcript.Send) step).octets())
                    .collect(Collectors.joining()));
  }

  /** Each line that a client says in a transcript, once. */
  static Stream<String> lines() {
    return transcripts().stream().flatMap(text -> Stream.of(text.split("\r\n", -1))).distinct();
  }

  /** Each text under so many first settings. */
  static Stream<byte[]> under(int settings, Stream<String> texts) {
    return texts.flatMap(
        text -> IntStream.range(0, settings).mapToObj(i -> FuzzInput.of(i, i, text)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever octets come, an exchange answers with a step. Seeds are fixed, so that what is sent
 * first is the same in every run.
 */
class TotalityTest {

  private static final int RANDOM_EXCHANGES = 5_000;
  private static final int DAMAGED_EXCHANGES = 2_000;
  private static final long SEED = 4422;

  /** Octets that mean something to one mechanism or another. */
  private static final byte[] TELLING = Exchanges.octets("\0\1 ,=npyracm2C3DBeartuhiws+/");

  @ParameterizedTest
  @EnumSource
  void randomOctetsGiveAStep(Mechanism mechanism) throws Exception {
    Random random = new Random(SEED);
    Surroundings surroundings = surroundings();
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    for (int i = 0; i < RANDOM_EXCHANGES; i++) {
      Exchange exchange = Exchange.of(mechanism, surroundings);
      note(exchange.begin(random.nextBoolean() ? null : octets(random)), reasons);
      for (int j = 0; j < 3; j++) {
        note(exchange.next(octets(random)), reasons);
      }
    }

    assertThat(reasons).contains(Reason.MALFORMED);
  }

  @ParameterizedTest
  @EnumSource
  void damagedMessagesGiveAStep(Mechanism mechanism) throws Exception {
    Random random = new Random(SEED);
    Surroundings surroundings = surroundings();
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    // The last message of SCRAM costs milliseconds.
    int exchanges = mechanism.needsPassword() ? DAMAGED_EXCHANGES / 10 : DAMAGED_EXCHANGES;
    int goneOn = 0;
    int done = 0;
    for (int i = 0; i < exchanges; i++) {
      Exchange exchange = Exchange.of(mechanism, surroundings);
      Step step = exchange.begin(null);
      for (int turn = 0; turn < 3 && step instanceof Step.Challenge challenge; turn++) {
        goneOn += turn;
        step = exchange.next(damaged(message(mechanism, turn, challenge.data()), random));
        note(step, reasons);
      }
      done += step instanceof Step.Done ? 1 : 0;
    }

    // Some got to the end, some stumbled on the way: the damage is neither too little nor too much.
    assertThat(reasons).contains(Reason.MALFORMED);
    assertThat(done + goneOn).isGreaterThan(exchanges / 10);
  }

  private static Surroundings surroundings() throws Exception {
    return Exchanges.surroundings(TotalityTest::password, Certificates.of("CN=alice"));
  }

  /** Known to SCRAM; CRAM-MD5, which asks for bob, takes any digest. */
  private static @Nullable String password(String user) {
    return user.startsWith("b") ? null : user;
  }

  private static void note(Step step, Set<Reason> reasons) {
    Objects.requireNonNull(step);
    if (step instanceof Step.Failed failed) {
      reasons.add(failed.reason());
    }
  }

  private static byte[] octets(Random random) {
    byte[] octets = new byte[random.nextInt(48)];
    random.nextBytes(octets);
    if (random.nextBoolean()) {
      for (int i = 0; i < octets.length; i++) {
        octets[i] = TELLING[random.nextInt(TELLING.length)];
      }
    }
    return octets;
  }

  /** What a client might say at this turn. */
  private static byte[] message(Mechanism mechanism, int turn, byte[] challenge) {
    String text =
        switch (mechanism) {
          case PLAIN -> "bob\0alice\0secret";
          case LOGIN -> "alice";
          case EXTERNAL -> "bob";
          case CRAM_MD5 -> "bob 0123456789abcdef0123456789abcdef";
          case XOAUTH2 -> "user=alice\1auth=Bearer abc\1\1";
          case OAUTHBEARER -> "n,a=alice,\1host=mx\1port=25\1auth=Bearer abc\1\1";
          case SCRAM_SHA_1, SCRAM_SHA_256 -> scram("n,a=bob,", turn, challenge);
          case SCRAM_SHA_1_PLUS, SCRAM_SHA_256_PLUS -> scram("p=tls-exporter,,", turn, challenge);
        };
    return Exchanges.octets(text);
  }

  private static String scram(String header, int turn, byte[] challenge) {
    if (turn == 0) {
      return header + "n=alice,r=abc,x=y";
    }
    String nonce = new String(challenge, StandardCharsets.UTF_8).split(",", -1)[0];
    return "c=bixhPWJvYiw=," + nonce + ",x=y,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=";
  }

  /** Up to three octets changed, put in or left out, or the rest cut off; now and then nothing. */
  private static byte[] damaged(byte[] message, Random random) {
    byte[] octets = message;
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(octets.length + 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(octets, 0, at);
      int kind = random.nextInt(8);
      if (kind < 5) {
        out.write(kind < 2 ? random.nextInt(256) : TELLING[random.nextInt(TELLING.length)]);
      }
      int from = Math.min(octets.length, kind % 2 == 0 ? at + 1 : at);
      if (kind != 7) {
        out.write(octets, from, octets.length - from);
      }
      octets = out.toByteArray();
    }
    return octets;
  }
}

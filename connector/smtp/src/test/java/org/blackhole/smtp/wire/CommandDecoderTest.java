// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.blackhole.smtp.api.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDecoderTest {

  private static final int MAX_LINE = 512;

  private static List<Command> decode(List<byte[]> pieces) {
    CommandDecoder decoder =
        new CommandDecoder(
            new CommandParser(), MAX_LINE, new byte[CommandDecoder.scratchLength(MAX_LINE)]);
    List<Command> commands = new ArrayList<>();
    for (byte[] octets : pieces) {
      ByteBuf piece = Unpooled.copiedBuffer(octets);
      while (piece.isReadable()) {
        Command command = decoder.decode(piece);
        if (command == null) {
          assertThat(piece.isReadable()).isFalse();
        } else {
          commands.add(command);
        }
      }
      piece.release();
    }
    return commands;
  }

  private static List<Command> decode(String text) {
    return decode(List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Command one(String line) {
    List<Command> commands = decode(line + "\r\n");
    assertThat(commands).hasSize(1);
    return commands.get(0);
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void knowsEveryVerbWithoutRegardToCase(Verb verb) {
    for (String text : List.of(verb.name(), verb.name().toLowerCase(java.util.Locale.ROOT))) {
      Command command = one(text);
      Verb known =
          command instanceof Command.Plain plain
              ? plain.verb()
              : command instanceof Command.Text other
                  ? other.verb()
                  : command instanceof Command.Refused refused ? refused.verb() : null;
      assertThat(known).isEqualTo(verb);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "NOOPS",
        "NOO",
        "MAILFROM:<a@b.example>",
        "\u00c4BCD",
        "STARTTLSX",
        " NOOP"
      })
  void takesNothingElseForAVerb(String line) {
    assertThat(one(line)).isEqualTo(new Command.Refused(null, Replies.UNKNOWN, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NOOP\nNOOP", "NOOP\rNOOP", "NOOP\0", "\n", "\r", "\r\r", "EHLO a\n\nQUIT"})
  void aBareLineEndOrNulSpoilsTheWholeLine(String line) {
    assertThat(one(line)).isEqualTo(new Command.Refused(null, Replies.BARE_LINE_BREAK, false));
  }

  @Test
  void readsMailWithItsParameters() {
    assertThat(one("mail from:<\"a b\"@[192.0.2.1]> size=1 Body=8BITMIME X"))
        .isEqualTo(
            new Command.Mail(
                Address.of("\"a b\"@[192.0.2.1]", 5),
                Map.of("SIZE", "1", "BODY", "8BITMIME", "X", ""),
                false));
    assertThat(one("RCPT TO:<\u00fc@b\u00fccher.example>"))
        .isEqualTo(new Command.Rcpt(Address.of("\u00fc@b\u00fccher.example", 1), Map.of(), true));
  }

  @Test
  void anOverlongLineIsRefusedOnceAndTheNextIsRead() {
    String line = "NOOP " + "x".repeat(MAX_LINE - 7) + "\r\n";
    assertThat(decode(line)).singleElement().isInstanceOf(Command.Text.class);
    assertThat(decode("x" + line + "QUIT\r\n"))
        .containsExactly(
            new Command.Refused(null, Replies.LINE_TOO_LONG, false), new Command.Plain(Verb.QUIT));
  }

  @Test
  void aLineWithoutEndIsGivenUp() {
    byte[] endless = new byte[CommandDecoder.MAX_DISCARD + 1];
    assertThat(decode(List.of(endless)))
        .contains(new Command.Refused(null, Replies.LINE_ENDLESS, true));
  }

  @Test
  void anySplitGivesTheSameCommands() {
    String text =
        "EHLO client.example\r\nMAIL FROM:<a@b.example> SIZE=5\r\nbad\nline\r\nRCPT TO:<c@d.example>\r\n\r\n"
            + "NOOP "
            + "x".repeat(2 * MAX_LINE)
            + "\r\nNOOP \r\r\nDATA\r\nQUIT\r\n";
    List<Command> whole = decode(text);
    assertThat(whole).hasSize(9);
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<byte[]> pieces = new ArrayList<>();
      for (int at = 0; at < octets.length; ) {
        int to = Math.min(octets.length, at + 1 + random.nextInt(1 + seed));
        pieces.add(java.util.Arrays.copyOfRange(octets, at, to));
        at = to;
      }
      assertThat(decode(pieces)).describedAs("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void anyOctetsGiveCommandsOrRefusalsAndNeverAnException() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      String[] starts = {"MAIL FROM:<", "RCPT TO:<", "EHLO ", "HELP ", "", "MAIL FROM:<a@b> "};
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      String start = starts[random.nextInt(starts.length)];
      List<Command> commands =
          decode(
              List.of(
                  start.getBytes(StandardCharsets.US_ASCII),
                  noise,
                  "\r\n".getBytes(StandardCharsets.US_ASCII)));
      assertThat(commands).isNotEmpty();
    }
  }
}

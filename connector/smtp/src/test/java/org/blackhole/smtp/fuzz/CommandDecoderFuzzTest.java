// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.CommandDecoder;
import org.blackhole.smtp.wire.CommandParser;
import org.blackhole.smtp.wire.KuraParser;
import org.blackhole.smtp.wire.LineParser;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines for both parsers: each a command or its refusal, wherever the reads end. */
class CommandDecoderFuzzTest {

  private static final int[] MAX_LINES = {64, 512, 2048, 20_000};

  static Stream<byte[]> seeds() {
    return Stream.concat(
        Seeds.under(2, Seeds.transcripts().stream()),
        Seeds.under(
            4,
            Stream.of(
                "NOOP\r\r\n\r\n",
                "NOOP\nRSET\r\n",
                "NO\0OP\r\n",
                "AUTH " + "a".repeat(CommandDecoder.MAX_AUTH_LINE - 8) + "\r\nNOOP\r\n",
                "AUTH PLAIN\r\n" + "YWFh".repeat(20) + "\r\n*\r\nNOOP\r\n",
                "x".repeat(63) + "\r\n" + "x".repeat(62) + "\r\n" + "x".repeat(61) + "\r\n",
                "x".repeat(64) + "\r\r\nNOOP\r\n",
                "x".repeat(65_600) + "\r\nNOOP\r\n",
                "x".repeat(64) + "\n\r\nNOOP\r\n")));
  }

  @MethodSource("seeds")
  @FuzzTest
  void aLineIsACommandOrARefusal(byte[] raw) {
    FuzzInput input = new FuzzInput(raw);
    boolean strict = input.first(2) == 0;
    LineParser parser = strict ? new CommandParser() : new KuraParser();
    int maxLine = MAX_LINES[input.second(MAX_LINES.length)];
    List<String> commands = input.inEverySplit(pieces -> decode(parser, maxLine, pieces));
    if (strict) {
      assertThat(commands).noneMatch(text -> text.chars().anyMatch(c -> c == '\r' || c == '\n'));
    }
  }

  private static List<String> decode(LineParser parser, int maxLine, List<byte[]> pieces) {
    byte[] scratch = new byte[CommandDecoder.scratchLength(maxLine)];
    CommandDecoder decoder = new CommandDecoder(parser, maxLine, scratch);
    List<String> commands = new ArrayList<>();
    boolean exchange = false;
    for (byte[] piece : pieces) {
      ByteBuf in = FuzzInput.buffer(piece);
      while (in.isReadable()) {
        Command command = exchange ? decoder.response(in) : decoder.decode(in);
        if (command == null) {
          assertThat(in.isReadable()).isFalse();
          break;
        }
        commands.add(text(command));
        if (command instanceof Command.Refused refused && refused.fatal()) {
          return commands;
        }
        exchange = asks(command);
      }
      in.release();
      assertThat(Kept.by(decoder)).isLessThanOrEqualTo(2 * scratch.length);
    }
    return commands;
  }

  /** Whether the next line is read as a response: behind AUTH without one, and behind each. */
  private static boolean asks(Command command) {
    return (command instanceof Command.Auth auth && auth.initial() == null)
        || command instanceof Command.Response
        || (command instanceof Command.Text text && text.verb() == Verb.AUTH);
  }

  private static String text(Command command) {
    if (command instanceof Command.Auth auth) {
      return "Auth " + auth.mechanism() + hex(auth.initial());
    }
    if (command instanceof Command.Response response) {
      return "Response" + hex(response.octets());
    }
    if (command instanceof Command.Text text) {
      return text.verb() + " " + text.argument();
    }
    if (command instanceof Command.Attributes attributes) {
      // Their values may hold anything.
      return "Attributes " + attributes.attributes().hashCode();
    }
    return command.toString();
  }

  private static String hex(byte @Nullable [] octets) {
    return octets == null ? "" : " " + HexFormat.of().formatHex(octets);
  }
}

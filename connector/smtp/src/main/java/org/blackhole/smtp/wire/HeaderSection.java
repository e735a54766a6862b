// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.blackhole.smtp.api.FieldNames;
import org.blackhole.smtp.api.FieldVisitor;
import org.blackhole.smtp.api.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A header section read where it lies (RFC 5322 2.2). It ends at the first line that is neither a
 * field nor a continuation of one, so that the body of a message without header section is never
 * taken for fields. One object is used over and over, for one section each.
 */
final class HeaderSection implements Headers {

  private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
  private int begin;
  private int end;
  private boolean truncated;
  private final FieldText written = new FieldText();

  /** This section from now on. */
  void open(ByteBuf buffer, int begin, int end, boolean truncated) {
    this.buffer = buffer;
    this.begin = begin;
    this.end = end;
    this.truncated = truncated;
  }

  /** None from now on: whoever still has it finds nothing. */
  void close() {
    open(Unpooled.EMPTY_BUFFER, 0, 0, false);
  }

  @Override
  public @Nullable String first(String name) {
    for (int at = begin; at < end; ) {
      int colon = colon(at);
      if (colon < 0) {
        break;
      }
      int next = nextField(colon);
      if (isCut(next)) {
        break;
      }
      if (isNamed(name, at, colon)) {
        return value(colon + 1, next);
      }
      at = next;
    }
    return null;
  }

  @Override
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int at = begin; at < end; ) {
      int colon = colon(at);
      if (colon < 0) {
        break;
      }
      int next = nextField(colon);
      if (isCut(next)) {
        break;
      }
      if (isNamed(name, at, colon)) {
        values.add(value(colon + 1, next));
      }
      at = next;
    }
    return values;
  }

  @Override
  public void forEach(BiConsumer<String, String> field) {
    for (int at = begin; at < end; ) {
      int colon = colon(at);
      if (colon < 0) {
        return;
      }
      int next = nextField(colon);
      if (isCut(next)) {
        return;
      }
      String name = buffer.toString(at, colon - at, StandardCharsets.US_ASCII);
      field.accept(name.stripTrailing(), value(colon + 1, next));
      at = next;
    }
  }

  @Override
  public void forEach(FieldNames names, FieldVisitor visitor) {
    for (int at = begin; at < end; ) {
      int colon = colon(at);
      int next = colon < 0 ? end : nextField(colon);
      if (colon < 0 || isCut(next)) {
        break;
      }
      int name = names.indexOf(written.at(buffer, at, endOfName(at, colon)));
      if (name >= 0) {
        visitor.field(name, value(colon + 1, next));
      }
      at = next;
    }
    written.clear();
  }

  @Override
  public boolean isTruncated() {
    return truncated;
  }

  /**
   * The colon that ends the field name at this index, or -1 if there is no field (RFC 5322 3.6.8,
   * 4.5).
   */
  private int colon(int from) {
    int at = from;
    while (at < end && isInName(buffer.getByte(at))) {
      at++;
    }
    boolean named = at > from;
    while (at < end && (buffer.getByte(at) == ' ' || buffer.getByte(at) == '\t')) {
      at++;
    }
    return named && at < end && buffer.getByte(at) == ':' ? at : -1;
  }

  private static boolean isInName(byte b) {
    return b > ' ' && b != 127 && b != ':';
  }

  /** Where the field after this one begins: behind the first line end that no blank follows. */
  private int nextField(int from) {
    int at = from;
    while (true) {
      int lf = buffer.indexOf(at, end, (byte) '\n');
      if (lf < 0 || lf + 1 >= end) {
        return end;
      }
      byte b = buffer.getByte(lf + 1);
      if (b != ' ' && b != '\t') {
        return lf + 1;
      }
      at = lf + 1;
    }
  }

  /** The last field of a section cut short may go on: half a value is none. */
  private boolean isCut(int next) {
    return truncated && next == end;
  }

  private int endOfName(int from, int colon) {
    int stop = colon;
    while (stop > from && (buffer.getByte(stop - 1) == ' ' || buffer.getByte(stop - 1) == '\t')) {
      stop--;
    }
    return stop;
  }

  private boolean isNamed(String name, int from, int colon) {
    if (endOfName(from, colon) - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (lower(buffer.getByte(from + i)) != lower(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  /** Unfolded (RFC 5322 2.2.3) and trimmed. */
  private String value(int from, int to) {
    // What is on its ends goes first, so that a value on one line is made once.
    int first = from;
    int last = to;
    while (first < last && isBlank(buffer.getByte(first))) {
      first++;
    }
    while (first < last && isBlank(buffer.getByte(last - 1))) {
      last--;
    }
    String raw = buffer.toString(first, last - first, StandardCharsets.UTF_8);
    boolean folded = raw.indexOf('\r') >= 0 || raw.indexOf('\n') >= 0;
    return (folded ? raw.replace("\r", "").replace("\n", "") : raw).strip();
  }

  /** What {@link String#strip()} takes away, of ASCII. */
  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r') || (b >= 28 && b <= 31);
  }
}

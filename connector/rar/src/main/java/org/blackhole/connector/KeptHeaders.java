// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.blackhole.smtp.api.Headers;
import org.jspecify.annotations.Nullable;

/** A header section apart from its session, with encoded words decoded (RFC 2047) when asked. */
final class KeptHeaders implements Headers {

  static final KeptHeaders NONE = new KeptHeaders(List.of(), false);

  private record Field(String name, String value) {}

  /** What a field costs beside its characters, roughly. */
  private static final int OVERHEAD = 128;

  /** A longer value is no text to be read, and would take long to decode. */
  private static final int MAX_DECODED = 8192;

  private final List<Field> fields;
  private final boolean truncated;

  private KeptHeaders(List<Field> fields, boolean truncated) {
    this.fields = fields;
    this.truncated = truncated;
  }

  static KeptHeaders of(Headers section) {
    List<Field> fields = new ArrayList<>();
    section.forEach((name, value) -> fields.add(new Field(name, value)));
    return new KeptHeaders(List.copyOf(fields), section.isTruncated());
  }

  /** Octets of memory, roughly. */
  long footprint() {
    long octets = 0;
    for (Field field : fields) {
      octets += OVERHEAD + field.name().length() + field.value().length();
    }
    return octets;
  }

  private static String decoded(String value) {
    return value.length() <= MAX_DECODED && value.contains("=?")
        ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT)
        : value;
  }

  @Override
  public @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return decoded(field.value());
      }
    }
    return null;
  }

  @Override
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(field -> decoded(field.value()))
        .toList();
  }

  @Override
  public void forEach(BiConsumer<String, String> taker) {
    fields.forEach(field -> taker.accept(field.name(), decoded(field.value())));
  }

  @Override
  public boolean isTruncated() {
    return truncated;
  }
}

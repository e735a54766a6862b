// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;

/** A table as comma-separated values (RFC 4180), its first line the names of the columns. */
final class Csv {

  static final String MEDIA_TYPE = "text/csv";

  private static final MediaType TABLE = new MediaType("text", "csv");
  private static final MediaType ANSWER =
      MediaType.valueOf(MEDIA_TYPE + "; charset=utf-8; header=present");

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  Csv(String... names) {
    this.columns = names.length;
    row((Object[]) names);
  }

  /** One line more, of a value each column. */
  void row(Object... values) {
    if (values.length != columns) {
      throw new IllegalArgumentException(values.length + " values for " + columns + " columns");
    }
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",").append(field(values[i]));
    }
    text.append("\r\n");
  }

  private static String field(Object value) {
    String field =
        value instanceof Double number
            ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
            : value.toString();
    boolean isPlain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Whether the request wants a table more than it wants JSON. */
  static boolean isAskedFor(HttpHeaders headers) {
    for (MediaType wanted : headers.getAcceptableMediaTypes()) {
      if (wanted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (wanted.isCompatible(TABLE)) {
        return true;
      }
    }
    return false;
  }

  static Response answer(Csv csv) {
    return Response.ok(csv.toString()).type(ANSWER).build();
  }
}

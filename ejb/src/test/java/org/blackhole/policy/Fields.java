// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.blackhole.smtp.api.Headers;
import org.jspecify.annotations.Nullable;

/** A header section: {@code Name: value} each, unfolded. */
public record Fields(List<String> lines) implements Headers {

  @Override
  public @Nullable String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.get(0);
  }

  @Override
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    forEach(
        (n, value) -> {
          if (n.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
            values.add(value);
          }
        });
    return values;
  }

  @Override
  public void forEach(BiConsumer<String, String> field) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      field.accept(line.substring(0, colon), line.substring(colon + 1).strip());
    }
  }

  @Override
  public boolean isTruncated() {
    return false;
  }
}

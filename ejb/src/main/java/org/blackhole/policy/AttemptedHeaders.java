// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.blackhole.smtp.api.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The header section of a {@link Trial}.
 *
 * @param fields the values by name
 */
record AttemptedHeaders(Map<String, List<String>> fields) implements Headers {

  @Override
  public @Nullable String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.get(0);
  }

  @Override
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    fields.forEach(
        (field, all) -> {
          if (field.equalsIgnoreCase(name)) {
            values.addAll(all);
          }
        });
    return values;
  }

  @Override
  public void forEach(BiConsumer<String, String> field) {
    fields.forEach((name, values) -> values.forEach(value -> field.accept(name, value)));
  }

  @Override
  public boolean isTruncated() {
    return false;
  }
}

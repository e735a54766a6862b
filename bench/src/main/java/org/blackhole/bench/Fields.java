// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.blackhole.smtp.api.Headers;
import org.jspecify.annotations.Nullable;

/** A header section that is read already. */
record Fields(List<String> names, List<String> values) implements Headers {

  @Override
  public @Nullable String first(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return values.get(i);
      }
    }
    return null;
  }

  @Override
  public List<String> all(String name) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  @Override
  public void forEach(BiConsumer<String, String> field) {
    for (int i = 0; i < names.size(); i++) {
      field.accept(names.get(i), values.get(i));
    }
  }

  @Override
  public boolean isTruncated() {
    return false;
  }
}

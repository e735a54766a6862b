// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap one call of a benchmark may take.
 *
 * @param key as in the file: class, method, then names and values of parameters, with dots between
 * @param benchmark class and method
 * @param parameters by name
 * @param octets at most
 */
record Bound(String key, String benchmark, Map<String, String> parameters, double octets) {

  private static final String FILE = "/allocation-bounds.properties";

  Bound {
    parameters = Map.copyOf(parameters);
  }

  /** All there are, in order. */
  static List<Bound> all() throws IOException {
    Properties file = new Properties();
    try (@Nullable InputStream in = Bound.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("There is no " + FILE);
      }
      file.load(in);
    }
    List<Bound> bounds = new ArrayList<>();
    for (String key : file.stringPropertyNames()) {
      bounds.add(of(key, file.getProperty(key)));
    }
    bounds.sort(Comparator.comparing(Bound::key));
    return bounds;
  }

  private static Bound of(String key, String octets) {
    String[] words = key.split("\\.", -1);
    if (words.length < 2 || words.length % 2 != 0) {
      throw new IllegalArgumentException(
          key + " is not Class.method, with names and values of parameters");
    }
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 2; i < words.length; i += 2) {
      parameters.put(words[i], words[i + 1]);
    }
    return new Bound(
        key, words[0] + "." + words[1], parameters, Double.parseDouble(octets.strip()));
  }

  @Override
  public String toString() {
    return key;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a server costs as what is asked of it grows: {@code bench/scale}. */
public final class Scale {

  /** Long, and in need of nothing but time: only when it is asked for. */
  private static final String ON_REQUEST = "growth";

  private Scale() {}

  private static Map<String, Measure> measures() {
    Map<String, Measure> measures = new LinkedHashMap<>();
    measures.put("connections", new ConnectionsMeasure());
    measures.put("rules", new RulesMeasure());
    measures.put("recipients", new RecipientsMeasure());
    measures.put("sizes", new SizesMeasure());
    measures.put("heap", new HeapMeasure());
    measures.put("idle", new IdleMeasure());
    measures.put("siege", new SiegeMeasure());
    measures.put(ON_REQUEST, new GrowthMeasure());
    return measures;
  }

  public static void main(String... arguments) throws IOException {
    PrintStream out = System.out;
    Map<String, Measure> measures = measures();
    Options options;
    try {
      options = Options.of(arguments);
      for (String name : options.only()) {
        if (!measures.containsKey(name)) {
          throw new Options.WrongArgumentException("no such measure: " + name);
        }
      }
    } catch (Options.WrongArgumentException e) {
      out.println(e.getMessage());
      out.print(Options.USAGE);
      System.exit(2);
      return;
    }
    List<String> names =
        options.only().isEmpty()
            ? measures.keySet().stream().filter(name -> !name.equals(ON_REQUEST)).toList()
            : options.only();
    long since = System.nanoTime();
    try (Lab lab = new Lab(options, out)) {
      for (Map.Entry<String, Measure> each : measures.entrySet()) {
        if (names.contains(each.getKey())) {
          lab.say("%n== %s, %d s after the start", each.getKey(), seconds(since));
          each.getValue().run(lab);
        }
      }
      lab.say("%nTables and charts are in %s. It took %d s.", options.folder(), seconds(since));
    }
  }

  private static long seconds(long since) {
    return (System.nanoTime() - since) / 1_000_000_000;
  }
}

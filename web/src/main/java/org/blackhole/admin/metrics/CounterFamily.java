// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The counters of one metric that differ in one label alone, by its value; new ones are registered
 * as they appear. For one thread at a time.
 */
final class CounterFamily {

  private final MetricRegistry registry;
  private final Metadata metadata;
  private final String label;
  private final Tag[] common;
  private final Map<Object, RisingCounter> counters = new HashMap<>();

  CounterFamily(MetricRegistry registry, Metadata metadata, String label, Tag... common) {
    this.registry = registry;
    this.metadata = metadata;
    this.label = label;
    this.common = common.clone();
  }

  void riseTo(Map<?, Long> totals) {
    totals.forEach((key, total) -> counters.computeIfAbsent(key, this::register).riseTo(total));
  }

  private RisingCounter register(Object key) {
    Tag[] tags = Arrays.copyOf(common, common.length + 1);
    tags[common.length] = new Tag(label, key.toString());
    return new RisingCounter(registry.counter(metadata, tags));
  }
}

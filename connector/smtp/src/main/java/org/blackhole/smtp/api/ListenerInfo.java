// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What is fixed about a listener while it lives.
 *
 * @param name by which policies, counts and the admin API know it
 * @param address where it listens; the port is the one bound, even if 0 was asked for
 * @param hostname the name in its greeting
 * @param options those set for this listener alone which the engine does not interpret but the
 *     application may: {@code mode}, {@code delay}, {@code switches}, …
 */
public record ListenerInfo(
    String name,
    Scheme scheme,
    StartTls startTls,
    InetSocketAddress address,
    String hostname,
    Map<String, String> options) {

  public ListenerInfo {
    options = Map.copyOf(options);
  }
}

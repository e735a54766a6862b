// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.server;

/**
 * A heap at one moment.
 *
 * @param used octets, garbage included
 * @param committed octets that it has
 * @param collections since the start, but for those beside the application
 * @param seconds that the application stood still for them
 */
public record Heap(long used, long committed, double collections, double seconds) {}

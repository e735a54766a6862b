// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

/**
 * A heap at one moment.
 *
 * @param used octets, garbage included
 * @param committed octets that it has
 * @param collections since the start, but for those beside the application
 * @param seconds that the application stood still for them
 */
record Heap(long used, long committed, double collections, double seconds) {}

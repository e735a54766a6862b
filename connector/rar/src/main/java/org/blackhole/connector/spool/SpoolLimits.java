// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector.spool;

/**
 * How much a spool takes, in octets.
 *
 * @param threshold of one content in memory
 * @param memory of all contents in memory
 * @param files of all contents in files
 */
public record SpoolLimits(long threshold, long memory, long files) {}

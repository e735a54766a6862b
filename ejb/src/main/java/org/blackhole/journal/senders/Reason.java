// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

/**
 * Why a client has not the best grade.
 *
 * @param points negative: what it costs of 100
 * @param code for programs
 * @param text for people
 */
public record Reason(int points, String code, String text) {}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/**
 * The direct memory of the buffers of all sessions, in octets.
 *
 * @param used what is taken from the system, that of buffers kept to be used again included
 * @param most what a session that wants more does not get
 */
public record BufferMemory(long used, long most) {}

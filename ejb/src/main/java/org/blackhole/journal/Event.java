// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

/**
 * Something that happened. Immutable, and cheap to make: how it looks to a reader is worked out on
 * the reader's thread.
 */
public interface Event {

  EventType type();
}

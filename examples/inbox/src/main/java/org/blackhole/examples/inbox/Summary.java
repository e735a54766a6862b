// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.inbox;

import org.jspecify.annotations.Nullable;

/**
 * A letter without its content.
 *
 * @param size octets of content, without the trace field
 */
public record Summary(
    long id,
    String envelope,
    String sender,
    String recipients,
    @Nullable String subject,
    long size) {}

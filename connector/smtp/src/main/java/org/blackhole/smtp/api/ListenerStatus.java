// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listener as it is now; a snapshot.
 *
 * @param extensions what EHLO offers before TLS on a plain listener, inside TLS on an implicit one
 * @param failure why it is {@link ListenerState#FAILED} and what to do, else null
 */
public record ListenerStatus(
    ListenerInfo info,
    ListenerState state,
    List<String> extensions,
    @Nullable String failure,
    Counts counts) {}

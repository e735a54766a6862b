// SPDX-License-Identifier: Apache-2.0
/**
 * Events on their way to a reader (server-sent events), what makes those that the journal does not
 * see happen by itself, and the wait for answers that others write.
 *
 * <p><b>Thread rule.</b> A reader has a thread to itself, made by the container, and goes at its
 * own pace: a slow one holds up nobody else, and none takes a thread that requests are served on.
 */
@NullMarked
package org.blackhole.admin.events;

import org.jspecify.annotations.NullMarked;

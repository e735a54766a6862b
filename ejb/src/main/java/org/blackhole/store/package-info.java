// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the policy beside the server, and finds it again at start.
 *
 * <p>Mail must flow when everything else is away: the last good policy is a file that only the
 * server's user can read, replaced as a whole or not at all. Here too a policy document is turned
 * from and to JSON.
 *
 * <p><b>Thread rule.</b> Everything here may block: never on an event loop.
 */
@NullMarked
package org.blackhole.store;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the revisions of the policy, and finds the newest again at start.
 *
 * <p>They are in a database, which several servers may share and which may be away: {@link
 * org.blackhole.store.RevisionDatabase}. Mail must flow all the same, so the last good policy is
 * also a file that only the server's user can read, replaced as a whole or not at all. Here too a
 * policy document is turned from and to JSON.
 *
 * <p><b>Thread rule.</b> Everything here may block: never on an event loop.
 */
@NullMarked
package org.blackhole.store;

import org.jspecify.annotations.NullMarked;

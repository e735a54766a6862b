// SPDX-License-Identifier: Apache-2.0
/**
 * What happened: how often each rule and mode decided, and what the server counted since the last
 * time somebody started over.
 *
 * <p>The engine counts sessions, messages and replies by itself; the journal adds what only the
 * policy knows. Plain Java on top of {@link org.blackhole.smtp.api}.
 *
 * <p><b>Thread rule.</b> Safe for any thread; {@link org.blackhole.journal.Tallies} is written by
 * event loops, and never waits.
 */
@NullMarked
package org.blackhole.journal;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The sessions that are open and those of late, each with its transcript: {@link
 * org.blackhole.journal.sessions.SessionJournal} is told by the engine, and asked by the admin API.
 *
 * <p>A session is a {@link org.blackhole.journal.sessions.Trace}, a few counters and some coded
 * octets, from its first moment until it leaves the ring. What people read is made of it when they
 * ask.
 *
 * <p><b>Thread rule.</b> A trace is written by the event loop of its session, without locks, and
 * read by any thread meanwhile; a reader may be a moment behind.
 */
@NullMarked
package org.blackhole.journal.sessions;

import org.jspecify.annotations.NullMarked;

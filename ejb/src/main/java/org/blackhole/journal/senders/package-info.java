// SPDX-License-Identifier: Apache-2.0
/**
 * How clients behave: what each did in its sessions that ended, and a grade with its reasons.
 *
 * <p><b>Thread rule.</b> Safe for any thread. A session is counted on its event loop when it ends;
 * the transcripts of those that may tell of another try are read on another thread. Commands and
 * messages cost nothing here.
 */
@NullMarked
package org.blackhole.journal.senders;

import org.jspecify.annotations.NullMarked;

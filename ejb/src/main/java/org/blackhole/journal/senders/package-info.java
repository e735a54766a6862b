// SPDX-License-Identifier: Apache-2.0
/**
 * How clients behave: what each did in its sessions that ended, and a grade with its reasons.
 *
 * <p><b>Thread rule.</b> Safe for any thread. A session is looked at once, on its event loop, when
 * it ends; commands and messages cost nothing here.
 */
@NullMarked
package org.blackhole.journal.senders;

import org.jspecify.annotations.NullMarked;

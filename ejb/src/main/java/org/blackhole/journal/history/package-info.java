// SPDX-License-Identifier: Apache-2.0
/**
 * What was counted over time: each second of the last hour, each minute of the last week, each hour
 * of the last year, in memory and in files of fixed size beside the server. Plain Java.
 *
 * <p>A row's place in its ring follows from its time, and each has a checksum: there is no head
 * that could disagree with the rows, and of a crash nothing is left but a row that does not count.
 *
 * <p><b>Thread rule.</b> One thread at a time takes note, and may wait for the disk; any may read,
 * and none waits for the disk. No event loop comes here.
 */
@NullMarked
package org.blackhole.journal.history;

import org.jspecify.annotations.NullMarked;

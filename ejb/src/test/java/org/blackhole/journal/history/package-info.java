// SPDX-License-Identifier: Apache-2.0
/** The history, by the clock that a test sets and on the disk that it breaks. */
@NullMarked
package org.blackhole.journal.history;

import org.jspecify.annotations.NullMarked;

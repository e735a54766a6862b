// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.blackhole.journal.senders;

import org.jspecify.annotations.NullMarked;

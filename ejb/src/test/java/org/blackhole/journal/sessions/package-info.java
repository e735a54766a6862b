// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.blackhole.journal.sessions;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Many clients at once, which hold a server to its word while it comes and goes. */
@NullMarked
package org.blackhole.smtp.crowd;

import org.jspecify.annotations.NullMarked;

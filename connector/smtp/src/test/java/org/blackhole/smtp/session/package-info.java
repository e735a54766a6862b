// SPDX-License-Identifier: Apache-2.0
/** Tests of parts of a session that no transcript shows. */
@NullMarked
package org.blackhole.smtp.session;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the decoders: octet by octet, in every split, and against what the RFC says in ten
 * lines.
 */
@NullMarked
package org.blackhole.smtp.wire;

import org.jspecify.annotations.NullMarked;

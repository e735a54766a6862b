// SPDX-License-Identifier: Apache-2.0
/**
 * Clients as bad as strangers are, in numbers: what others notice of them is measured elsewhere.
 */
@NullMarked
package org.blackhole.bench.siege;

import org.jspecify.annotations.NullMarked;

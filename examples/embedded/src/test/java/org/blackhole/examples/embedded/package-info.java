// SPDX-License-Identifier: Apache-2.0
/** A mail for the example. */
@NullMarked
package org.blackhole.examples.embedded;

import org.jspecify.annotations.NullMarked;

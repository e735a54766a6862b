// SPDX-License-Identifier: Apache-2.0
/** Charts as documents. */
@NullMarked
package org.blackhole.bench.chart;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Line charts as SVG. Own, as libraries fix the colours: these are readable on a light and on a
 * dark page, and small enough to compare from one version to the next.
 */
@NullMarked
package org.blackhole.bench.chart;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Arbitrary octets for whatever reads octets. In the build these tests play what is known: the
 * octets of the transcripts, some more chosen by hand, and each input that ever broke something
 * (under {@code resources}, in the folder of its target). With {@code -Pfuzz} they look for more.
 * One target a class, as a JVM fuzzes one.
 */
@NullMarked
package org.blackhole.smtp.fuzz;

import org.jspecify.annotations.NullMarked;

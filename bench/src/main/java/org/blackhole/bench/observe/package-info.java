// SPDX-License-Identifier: Apache-2.0
/**
 * Looks at a server that runs, from outside and under load: where its time goes, what it takes from
 * the heap, which system calls it makes. Two commands, {@link org.blackhole.bench.observe.Profile}
 * and {@link org.blackhole.bench.observe.Syscalls}; nothing but the JDK is needed.
 */
@NullMarked
package org.blackhole.bench.observe;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** An application that keeps mail: a bean that stores, a resource that shows. */
@NullMarked
package org.blackhole.examples.inbox;

import org.jspecify.annotations.NullMarked;

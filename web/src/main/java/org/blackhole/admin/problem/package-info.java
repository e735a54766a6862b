// SPDX-License-Identifier: Apache-2.0
/**
 * Errors as {@code application/problem+json} (RFC 9457), whoever finds them: a resource, the JAX-RS
 * runtime, the servlet container. And the reading of bodies that most of them come from.
 */
@NullMarked
package org.blackhole.admin.problem;

import org.jspecify.annotations.NullMarked;

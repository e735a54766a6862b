// SPDX-License-Identifier: Apache-2.0
/**
 * The calls by which other tools are told to fail, so that test suites written for them run here:
 * each is translated into rules of the policy, where it can be seen and changed like any. What is
 * not about failing, such as the mail that was received, is not here.
 *
 * <p><b>Thread rule.</b> Everything runs on the container's request threads.
 */
@NullMarked
package org.blackhole.admin.compat;

import org.jspecify.annotations.NullMarked;

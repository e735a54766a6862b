// SPDX-License-Identifier: Apache-2.0
/**
 * Who may do what: accounts, roles, log-in by HTTP Basic or by the console's session, and what
 * keeps others out. The mechanism is Jakarta Security's; the accounts live in a file that only its
 * owner can read.
 */
@NullMarked
package org.blackhole.admin.access;

import org.jspecify.annotations.NullMarked;

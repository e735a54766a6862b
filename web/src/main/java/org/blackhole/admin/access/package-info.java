// SPDX-License-Identifier: Apache-2.0
/**
 * Who may do what: accounts, roles, log-in by HTTP Basic or by the console's session, and what
 * keeps others out. The mechanism is Jakarta Security's; the accounts live in a file that only its
 * owner can read, and bearer tokens are believed by the key that signed them.
 *
 * <p><b>Thread rule.</b> Everything is asked on the container's request threads and safe for any
 * number of them. A password is hashed on the thread that brings it, a few at a time; a change of
 * an account waits for the disk.
 */
@NullMarked
package org.blackhole.admin.access;

import org.jspecify.annotations.NullMarked;

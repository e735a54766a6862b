// SPDX-License-Identifier: Apache-2.0
/**
 * Where the content of a message is until an application has taken it: in memory while it is small,
 * in a file when it is not. Pure Java.
 *
 * <p><b>Thread rule.</b> Content grows on the event loop of its session, which never touches a
 * disk: files are written by the executor given, one write of a content at a time, and read by
 * whoever takes the message.
 */
@NullMarked
package org.blackhole.connector.spool;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.wire.Command;

/**
 * What the commands of a session mean: the order they must come in, and what is answered. One for
 * each session; on its thread.
 */
interface Dialect {

  /** Takes a command, in any state in which commands are read. */
  void take(Command command);

  /** What is said when nothing came for too long. */
  Reply idle();

  /** What is said to a message over the limit. */
  Reply tooLarge();
}

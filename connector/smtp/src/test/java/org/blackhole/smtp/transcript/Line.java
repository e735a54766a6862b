// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A client's end of a connection. */
public interface Line extends AutoCloseable {

  /** Sends octets. */
  void send(byte[] octets) throws IOException;

  /** The next line from the server without its CR LF, or null if the server has closed. */
  @Nullable String receive() throws IOException;

  @Override
  void close() throws IOException;
}

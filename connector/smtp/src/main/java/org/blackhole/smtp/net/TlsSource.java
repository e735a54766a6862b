// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Where keys and certificates of a listener come from. Methods read files: never call them on an
 * event loop.
 */
public interface TlsSource {

  /** What {@link #load()} would read now: equal values mean unchanged material. Cheap. */
  Object version() throws IOException;

  /**
   * Reads keys and certificates, at least one: the first is for clients that ask for no server name
   * or for one that none of them has.
   *
   * @throws IOException if it cannot be read; the message names the file or configuration
   * @throws GeneralSecurityException if it is no usable key and certificate
   */
  List<TlsMaterial> load() throws IOException, GeneralSecurityException;

  /** What is wrong though it can be read, each a sentence for the user. Waits for nothing. */
  default List<String> warnings() {
    return List.of();
  }

  /** For logs and messages: where it comes from, without secrets. */
  String describe();
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;

/** Where an authority keeps its key and what it has revoked. Not for event loops. */
sealed interface AuthorityStore permits AuthorityFiles, AuthorityMemory {

  /** Whether there is a key. */
  boolean exists();

  /** Keeps what could not be kept when it was made, if it can be now. */
  void tryAgain() throws GeneralSecurityException;

  /** Changes with the key. */
  Object stamp() throws IOException;

  TlsMaterial read() throws IOException, GeneralSecurityException;

  void write(TlsMaterial authority) throws IOException, GeneralSecurityException;

  /** All that was revoked, and is not forgotten. */
  List<RevokedSerial> revoked() throws IOException;

  void revoke(RevokedSerial serial) throws IOException;

  /** It need not be listed any more. */
  void forget(RevokedSerial serial) throws IOException;

  /** For the log. */
  String describe();
}

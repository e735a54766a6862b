// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends with the server. Guarded by its authority's lock. */
final class AuthorityMemory implements AuthorityStore {

  private final List<RevokedSerial> revoked = new ArrayList<>();
  private @Nullable TlsMaterial authority;

  @Override
  public boolean exists() {
    return authority != null;
  }

  @Override
  public void tryAgain() {
    // It keeps everything.
  }

  @Override
  public Object stamp() {
    return authority == null ? this : authority.certificate();
  }

  @Override
  public TlsMaterial read() throws GeneralSecurityException {
    if (authority == null) {
      throw new GeneralSecurityException("There is no authority yet.");
    }
    return authority;
  }

  @Override
  public void write(TlsMaterial made) {
    authority = made;
  }

  @Override
  public List<RevokedSerial> revoked() {
    return List.copyOf(revoked);
  }

  @Override
  public void revoke(RevokedSerial serial) {
    revoked.add(serial);
  }

  @Override
  public void forget(RevokedSerial serial) {
    revoked.remove(serial);
  }

  @Override
  public String describe() {
    return "memory";
  }
}

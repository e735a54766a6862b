// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer where, as URI fragment
 * @param detail what, and what is allowed, for the user
 */
public record Fault(String pointer, String detail) {

  @Override
  public String toString() {
    return pointer + ": " + detail;
  }
}

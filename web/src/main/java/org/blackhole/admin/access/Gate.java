// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.blackhole.admin.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What is turned away whoever asks: passwords in the clear, and changes on behalf of other sites.
 */
final class Gate {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private Gate() {}

  /** The problem with this request, or null if there is none. */
  static @Nullable Problem refusal(HttpServletRequest request) {
    if (!request.isSecure() && !address(request).isLoopbackAddress()) {
      return Problem.of(
          403, "Plain HTTP is for this machine alone; from elsewhere use the HTTPS port.");
    }
    if (changes(request) && isForeign(request)) {
      return Problem.of(403, "A page of another site may not change anything here.");
    }
    return null;
  }

  static boolean changes(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod());
  }

  /** The other end of the socket; no header has a say in it. */
  static InetAddress address(HttpServletRequest request) {
    return literal(request.getRemoteAddr());
  }

  /** This end of the socket. */
  static InetAddress local(HttpServletRequest request) {
    return literal(request.getLocalAddr());
  }

  private static InetAddress literal(String address) {
    try {
      // A literal: nothing is looked up.
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Not an address: " + address, e);
    }
  }

  /** What browsers tell about where a request comes from (Fetch Metadata, RFC 6454 7). */
  private static boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = request.getHeader("Origin");
    return origin != null && !origin.endsWith("://" + request.getHeader("Host"));
  }
}

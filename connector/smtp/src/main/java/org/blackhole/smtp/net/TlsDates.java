// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What clients that check make of the dates of certificates in use (RFC 5280 4.1.2.5), now or soon:
 * those of intermediate ones count as well.
 */
final class TlsDates {

  /** Before its end somebody should have renewed it. */
  static final Duration SOON = Duration.ofDays(14);

  private TlsDates() {}

  /** What is wrong, each a sentence for the user. */
  static List<String> warnings(List<TlsMaterial> materials, String origin, Instant now) {
    Set<String> found = new LinkedHashSet<>();
    for (TlsMaterial material : materials) {
      for (X509Certificate certificate : material.chain()) {
        String what = what(certificate, now);
        if (!what.isEmpty()) {
          found.add(
              "The certificate %s of the %s %s"
                  .formatted(certificate.getSubjectX500Principal().getName(), origin, what));
        }
      }
    }
    return List.copyOf(found);
  }

  private static String what(X509Certificate certificate, Instant now) {
    Instant start = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      return "expired at " + end + "; clients that check it refuse it.";
    }
    if (now.isBefore(start)) {
      return "is not valid before " + start + "; clients that check it refuse it until then.";
    }
    return now.isBefore(end.minus(SOON)) ? "" : "expires at " + end + ".";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import static java.util.Map.entry;

import java.util.Map;

/** The alerts of TLS by name (RFC 8446 6, RFC 5246 7.2 and the IANA registry). */
public final class TlsAlerts {

  /** The number of each. */
  public static final Map<String, Integer> BY_NAME =
      Map.ofEntries(
          entry("close_notify", 0),
          entry("unexpected_message", 10),
          entry("bad_record_mac", 20),
          entry("decryption_failed", 21),
          entry("record_overflow", 22),
          entry("decompression_failure", 30),
          entry("handshake_failure", 40),
          entry("no_certificate", 41),
          entry("bad_certificate", 42),
          entry("unsupported_certificate", 43),
          entry("certificate_revoked", 44),
          entry("certificate_expired", 45),
          entry("certificate_unknown", 46),
          entry("illegal_parameter", 47),
          entry("unknown_ca", 48),
          entry("access_denied", 49),
          entry("decode_error", 50),
          entry("decrypt_error", 51),
          entry("too_many_cids_requested", 52),
          entry("export_restriction", 60),
          entry("protocol_version", 70),
          entry("insufficient_security", 71),
          entry("internal_error", 80),
          entry("inappropriate_fallback", 86),
          entry("user_canceled", 90),
          entry("no_renegotiation", 100),
          entry("missing_extension", 109),
          entry("unsupported_extension", 110),
          entry("certificate_unobtainable", 111),
          entry("unrecognized_name", 112),
          entry("bad_certificate_status_response", 113),
          entry("bad_certificate_hash_value", 114),
          entry("unknown_psk_identity", 115),
          entry("certificate_required", 116),
          entry("no_application_protocol", 120),
          entry("ech_required", 121));

  private TlsAlerts() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.List;
import org.blackhole.policy.count.TrialLedger;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What would happen at one stage. Immutable.
 *
 * @param recipient in question, at RCPT, and at the end of a message by LMTP
 * @param verdict what is decided
 * @param handshake what becomes of the handshake, at the stage {@code tls}; null elsewhere
 * @param acted the names of the rules and limits that acted, in order; the last one decided if
 *     {@code rule} is its name
 * @param rule that decided; null if none did
 * @param mode the label of the mode that answered, or null
 * @param tags that the session got
 * @param counted by scripts and limits
 */
public record Step(
    Stage stage,
    @Nullable String recipient,
    Verdict verdict,
    @Nullable Handshake handshake,
    List<String> acted,
    @Nullable String rule,
    @Nullable String mode,
    List<String> tags,
    List<TrialLedger.Entry> counted) {}

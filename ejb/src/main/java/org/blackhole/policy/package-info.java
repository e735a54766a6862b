// SPDX-License-Identifier: Apache-2.0
/**
 * What the server answers, and why: from a policy document to a verdict.
 *
 * <p>It exists so that judging stays plain Java, testable without a container or a socket. A {@link
 * org.blackhole.policy.PolicyDocument} is what a user wrote; a {@link
 * org.blackhole.policy.CompiledPolicy} is the same made ready for sessions; {@link
 * org.blackhole.policy.PolicyInForce} holds the one that counts and swaps it by one volatile write;
 * {@link org.blackhole.policy.PolicyConversation} applies it to one session.
 *
 * <p><b>Thread rule.</b> Documents and compiled policies are immutable. Changes are serialised and
 * may write a file; event loops only read.
 */
@NullMarked
package org.blackhole.policy;

import org.jspecify.annotations.NullMarked;

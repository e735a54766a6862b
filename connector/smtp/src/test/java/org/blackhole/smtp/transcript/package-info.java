// SPDX-License-Identifier: Apache-2.0
/**
 * Transcripts of SMTP sessions, and what plays them: in memory, over TCP, inside STARTTLS and
 * inside implicit TLS, against the engine alone or against a deployed server.
 *
 * <pre>
 * # a comment
 * ! maxRecipients=2              a setting; such a transcript is played against the engine only
 * S: 220 {host} ESMTP            a reply line; … stands for any text, {host} for the server's name
 * S* 250                         a whole reply with this code, of any text
 * C: EHLO client.example         a line, sent with CR LF; lines without a reply between them are sent in one piece
 * C| a\r\n.\x00{b*3000}          octets, sent as they are: escapes, and repetitions in braces
 * S: &lt;closed&gt;                    the server has closed
 * </pre>
 */
@NullMarked
package org.blackhole.smtp.transcript;

import org.jspecify.annotations.NullMarked;

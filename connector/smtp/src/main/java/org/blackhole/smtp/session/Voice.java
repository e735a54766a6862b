// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;

/**
 * Speaks for a session: counts each reply and hands it to the carrier, in the form the listener
 * offers.
 */
final class Voice {

  private final Carrier carrier;
  private final Tally tally;
  private final Offer offer;
  private final String session;
  private final byte[] scratch;
  private final boolean enhanced;

  Voice(Carrier carrier, Tally tally, Offer offer, Peer peer, byte[] scratch) {
    this.carrier = carrier;
    this.tally = tally;
    this.offer = offer;
    this.session = peer.session();
    this.scratch = scratch;
    this.enhanced = offer.offers(Extension.ENHANCED_STATUS_CODES);
  }

  void say(Stage stage, Reply reply) {
    tally.reply(stage, reply.code());
    Reply said =
        enhanced || reply.enhanced() == null ? reply : Reply.of(reply.code(), null, reply.lines());
    said.writeTo(carrier);
    carrier.recording().said(Overheard.shown(said));
  }

  /** The 250 to a message. */
  void queued(Transaction transaction) {
    if (enhanced) {
      tally.reply(Stage.MESSAGE, 250);
      carrier.write(scratch, 0, offer.queued().write(session, transaction.ordinal(), scratch));
      carrier.recording().queued(transaction);
    } else {
      say(Stage.MESSAGE, Reply.of(250, "OK: queued as <" + transaction.id() + ">"));
    }
  }
}

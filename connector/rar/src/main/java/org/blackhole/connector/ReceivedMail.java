// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.blackhole.connector.spool.Spool;
import org.blackhole.connector.spool.SpooledContent;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Mail;

/** A message that is complete, for one call of the bean. */
record ReceivedMail(
    Envelope envelope,
    long size,
    KeptHeaders kept,
    SpooledContent spooled,
    Spool spool,
    ZonedDateTime time)
    implements Mail {

  ReceivedMail(
      Envelope envelope, long size, KeptHeaders kept, SpooledContent spooled, Spool spool) {
    this(envelope, size, kept, spooled, spool, ZonedDateTime.now(ZoneId.systemDefault()));
  }

  /** What is still to be written is written. */
  void complete() throws IOException {
    spooled.complete();
  }

  /** To be called once, or {@link #removeHere()}. */
  void remove() {
    spool.release(kept.footprint());
    spooled.remove();
  }

  /** The same on a thread that may wait for a disk. */
  void removeHere() {
    spool.release(kept.footprint());
    spooled.removeHere();
  }

  @Override
  public Headers headers() {
    return kept;
  }

  @Override
  public InputStream content() throws IOException {
    return spooled.open();
  }

  @Override
  public String received() {
    return ReceivedField.of(envelope, time);
  }
}

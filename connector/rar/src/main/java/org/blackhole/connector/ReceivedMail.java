// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.blackhole.connector.spool.SpooledContent;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Mail;

/** A message that is complete, for one call of the bean. */
record ReceivedMail(Envelope envelope, long size, Headers headers, SpooledContent spooled)
    implements Mail {

  /** What is still to be written is written. */
  void complete() throws IOException {
    spooled.complete();
  }

  void remove() {
    spooled.remove();
  }

  @Override
  public InputStream content() throws IOException {
    return spooled.open();
  }

  @Override
  public String received() {
    return ReceivedField.of(envelope, ZonedDateTime.now(ZoneId.systemDefault()));
  }
}

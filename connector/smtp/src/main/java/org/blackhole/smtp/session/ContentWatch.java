// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import org.blackhole.smtp.wire.ContentSink;
import org.blackhole.smtp.wire.LineBreaks;
import org.blackhole.smtp.wire.LineMeter;
import org.jspecify.annotations.Nullable;

/**
 * What a listener looks for in the lines of content, on their way to who takes it: bare line
 * breaks, and lines that are too long. One thread.
 */
final class ContentWatch {

  private final @Nullable LineBreaks breaks;
  private final @Nullable LineMeter meter;

  private ContentWatch(Manners.BareLineBreaks bare, int longest, @Nullable ContentSink taker) {
    this.breaks =
        bare == Manners.BareLineBreaks.KEEP
            ? null
            : new LineBreaks(bare == Manners.BareLineBreaks.NORMALIZE, taker);
    this.meter = longest > 0 ? new LineMeter(longest, breaks == null ? taker : breaks) : null;
  }

  /**
   * As the listener wants it; null if it looks for nothing.
   *
   * @param taker null if content is shown to nobody
   */
  static @Nullable ContentWatch of(SessionSettings settings, @Nullable ContentSink taker) {
    Manners.BareLineBreaks bare = settings.manners().bareLineBreaks();
    int longest = settings.limits().maxTextLine();
    return bare == Manners.BareLineBreaks.KEEP && longest == 0
        ? null
        : new ContentWatch(bare, longest, taker);
  }

  /** Where content goes in. */
  ContentSink sink() {
    if (meter != null) {
      return meter;
    }
    if (breaks != null) {
      return breaks;
    }
    throw new IllegalStateException("nothing is looked for");
  }

  void begin() {
    if (breaks != null) {
      breaks.begin();
    }
    if (meter != null) {
      meter.begin();
    }
  }

  /**
   * The content is over.
   *
   * @return how many octets were added to it
   */
  long end() {
    if (breaks == null) {
      return 0;
    }
    breaks.end();
    return breaks.added();
  }

  boolean foundBareBreak() {
    return breaks != null && breaks.isBare();
  }

  boolean foundLongLine() {
    return meter != null && meter.isExceeded();
  }
}

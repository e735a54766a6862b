// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Reads a request's body, within bounds of size and of time: who trickles it in holds a thread no
 * longer than that. For the thread of the request.
 */
public final class RequestBody {

  /** The most that any body may have. */
  public static final int MAX_OCTETS = 1 << 20;

  static final Duration LONGEST = Duration.ofSeconds(30);

  private final int limit;
  private final LongSupplier nanoTime;

  /** Takes so many octets at most. */
  public RequestBody(int limit) {
    this(limit, System::nanoTime);
  }

  RequestBody(int limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /**
   * Reads all of it.
   *
   * @param declared how long it is said to be; negative if that is not known
   * @throws ProblemException 413 or 408 past the bounds, 400 if it does not come to its end
   */
  public byte[] read(InputStream body, long declared) {
    if (declared > limit) {
      throw tooLarge();
    }
    try {
      return read(body);
    } catch (IOException e) {
      throw ProblemException.unreadable("The body could not be read to its end.");
    }
  }

  private byte[] read(InputStream body) throws IOException {
    long begun = nanoTime.getAsLong();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int got = body.read(part); got >= 0; got = body.read(part)) {
      if (whole.size() + got > limit) {
        throw tooLarge();
      }
      if (nanoTime.getAsLong() - begun > LONGEST.toNanos()) {
        throw new ProblemException(
            Problem.of(408, "The body took longer than " + LONGEST.toSeconds() + " s to come."));
      }
      whole.write(part, 0, got);
    }
    return whole.toByteArray();
  }

  private ProblemException tooLarge() {
    return new ProblemException(Problem.of(413, "The body has more than " + limit + " octets."));
  }
}

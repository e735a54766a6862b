// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

  private final AtomicLong clock = new AtomicLong();
  private final RequestBody body = new RequestBody(10_000, clock::get);

  @Test
  void aBodyUpToTheLimitIsRead() {
    byte[] octets = new byte[10_000];
    octets[9_999] = 7;
    assertThat(body.read(new ByteArrayInputStream(octets), 10_000)).isEqualTo(octets);
    assertThat(body.read(new ByteArrayInputStream(octets), -1)).isEqualTo(octets);
    assertThat(body.read(InputStream.nullInputStream(), 0)).isEmpty();
  }

  @Test
  void whatSaysThatItIsLargerIsNotReadAtAll() {
    InputStream untouched =
        new Source() {
          @Override
          public int read(byte[] part, int from, int length) {
            throw new AssertionError("was read");
          }
        };
    assertThat(refusal(untouched, 10_001)).isEqualTo(413);
    assertThat(refusal(untouched, Long.MAX_VALUE)).isEqualTo(413);
  }

  @Test
  void whatGoesOnWithoutEndIsReadToTheLimitAndNotMuchFurther() {
    AtomicLong read = new AtomicLong();
    InputStream endless =
        new Source() {
          @Override
          public int read(byte[] part, int from, int length) {
            read.addAndGet(length);
            return length;
          }
        };
    assertThat(refusal(endless, -1)).isEqualTo(413);
    assertThat(read.get()).isLessThan(30_000);
  }

  @Test
  void whatTricklesInIsGivenUp() {
    InputStream trickle =
        new Source() {
          @Override
          public int read(byte[] part, int from, int length) {
            clock.addAndGet(RequestBody.LONGEST.toNanos() / 10);
            return 1;
          }
        };
    assertThat(refusal(trickle, -1)).isEqualTo(408);
  }

  @Test
  void whatBreaksOffCannotBeRead() {
    InputStream broken =
        new Source() {
          @Override
          public int read(byte[] part, int from, int length) throws IOException {
            throw new IOException("reset");
          }
        };
    assertThat(refusal(broken, 5)).isEqualTo(400);
  }

  private abstract static class Source extends InputStream {
    @Override
    public final int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public abstract int read(byte[] part, int from, int length) throws IOException;
  }

  private int refusal(InputStream in, long declared) {
    return catchThrowableOfType(ProblemException.class, () -> body.read(in, declared))
        .problem()
        .status();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.wire;

import java.util.Base64;
import java.util.Random;

/** Content of a message as clients send it, up to the dot that ends it. */
public enum Body {
  /** Lines of one letter, as load generators send them. */
  LINES {
    @Override
    void line(StringBuilder text, Random random) {
      text.append("X".repeat(80));
    }
  },
  /** Prose: lines of all lengths, with dots in them and, stuffed, at their beginning. */
  PROSE {
    @Override
    void line(StringBuilder text, Random random) {
      int words = random.nextInt(14);
      text.append(random.nextInt(10) == 0 ? ".." : "");
      for (int i = 0; i < words; i++) {
        text.append("bcdfg lmnpr. stvwz, aeiou".substring(0, 1 + random.nextInt(24))).append(' ');
      }
    }
  },
  /** An attachment. */
  BASE64 {
    @Override
    void line(StringBuilder text, Random random) {
      byte[] octets = new byte[57];
      random.nextBytes(octets);
      text.append(Base64.getEncoder().encodeToString(octets));
    }
  };

  abstract void line(StringBuilder text, Random random);

  /** At least so many octets in whole lines, and the end. */
  String text(int octets) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder(octets + 1024);
    while (text.length() < octets) {
      line(text, random);
      text.append("\r\n");
    }
    return text.append(".\r\n").toString();
  }
}

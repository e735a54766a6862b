// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is turned away by a listener that wants a proxy is in the log, and does not fill it. */
class ProxyComplaintsTest {

  private static final Logger LOG = Logger.getLogger("org.blackhole.smtp.net");
  private static final SocketAddress CLIENT = new InetSocketAddress("192.0.2.5", 4711);

  private final List<String> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry.getLevel() + ": " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private long now = Long.MAX_VALUE - 5;
  private final ProxyComplaints complaints = new ProxyComplaints("mx", () -> now);

  @BeforeEach
  void listenToTheLog() {
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void leaveTheLog() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
  }

  @Test
  void oneAMinuteIsSaid() {
    for (int i = 0; i < 61; i++) {
      complaints.add(CLIENT, ProxyComplaints.Reason.NO_HEADER);
      now += TimeUnit.SECONDS.toNanos(1);
    }
    String sentence =
        "WARNING: Connection from /192.0.2.5:4711 on listener mx was closed:"
            + " it did not begin with a header of the PROXY protocol";
    assertThat(logged).containsExactly(sentence, sentence + " (and so were 59 before)");
  }

  @Test
  void thatAClientWentAwayIsNot() {
    complaints.add(CLIENT, ProxyComplaints.Reason.GONE);
    assertThat(logged).isEmpty();
    complaints.add(CLIENT, ProxyComplaints.Reason.NOT_TRUSTED);
    assertThat(logged).singleElement().asString().endsWith("it is not among proxyTrusted");
  }
}

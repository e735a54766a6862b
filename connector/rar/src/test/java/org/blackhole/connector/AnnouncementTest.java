// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

  private static String text(Scheme scheme, StartTls startTls, String address)
      throws UnknownHostException {
    InetSocketAddress at = new InetSocketAddress(InetAddress.getByName(address), 2525);
    String tls = scheme == Scheme.SMTPS || startTls != StartTls.OFF ? "JDK 17" : null;
    return Announcement.text(
        new ListenerInfo("mx", scheme, startTls, at, "mx.example", Map.of()), tls);
  }

  @Test
  void tellsHowToReachEachKindOfListener() throws Exception {
    assertThat(text(Scheme.SMTP, StartTls.OFF, "127.0.0.1"))
        .startsWith("Listener mx serves smtp://127.0.0.1:2525, without TLS. ")
        .contains("| curl smtp://127.0.0.1:2525 ");
    assertThat(text(Scheme.SMTP, StartTls.REQUIRED, "::1"))
        .contains("STARTTLS required by JDK 17")
        .contains("curl --ssl-reqd --insecure smtp://[");
    assertThat(text(Scheme.SMTPS, StartTls.OFF, "0.0.0.0"))
        .contains("serves smtps://0.0.0.0:2525, implicit TLS by JDK 17")
        .contains("curl --insecure smtps://localhost:2525 ");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import org.blackhole.smtp.api.ChannelBinding;
import org.jspecify.annotations.Nullable;

/**
 * The channel binding {@code tls-exporter} (RFC 9266), which the JDK gives from version 25 on, and
 * netty-tcnative does not. In TLS 1.3 alone: in TLS 1.2 it needs the extended master secret, and
 * whether that was in use is not told.
 */
final class TlsExporter {

  private static final String LABEL = "EXPORTER-Channel-Binding";
  private static final byte[] NO_CONTEXT = {};
  private static final int LENGTH = 32;
  private static final @Nullable MethodHandle EXPORT = find();

  private TlsExporter() {}

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              ExtendedSSLSession.class,
              "exportKeyingMaterialData",
              MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
    } catch (NoSuchMethodException | IllegalAccessException olderJdk) {
      return null;
    }
  }

  /** For a session whose handshake is done; null where there is none. */
  static @Nullable ChannelBinding of(SSLSession session) {
    MethodHandle export = EXPORT;
    if (export == null
        || !session.getProtocol().equals("TLSv1.3")
        || !(session instanceof ExtendedSSLSession extended)) {
      return null;
    }
    try {
      return new ChannelBinding(
          ChannelBinding.EXPORTER, (byte[]) export.invoke(extended, LABEL, NO_CONTEXT, LENGTH));
    } catch (Error e) {
      throw e;
    } catch (Throwable unsupported) {
      return null; // a provider of sessions that does not give it
    }
  }
}

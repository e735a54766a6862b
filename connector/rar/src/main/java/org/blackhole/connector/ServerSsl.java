// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import org.blackhole.smtp.net.TlsSource;

/** The way to the TLS configurations of the server around us, where it has any. */
final class ServerSsl {

  private ServerSsl() {}

  /** The key store of the configuration with this id; asked for anew at each use. */
  static TlsSource source(String id) throws IOException {
    try {
      return new LibertySslSource(id);
    } catch (LinkageError e) {
      throw new IOException(
          "Setting ssl is "
              + Fault.quoted(id)
              + ", but this server has no <ssl> elements: that takes Open Liberty with the feature"
              + " transportSecurity-1.0. Use tlsCertificates and tlsKey, or tlsKeyStore.",
          e);
    }
  }
}

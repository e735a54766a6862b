// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import com.ibm.websphere.ssl.Constants;
import com.ibm.websphere.ssl.JSSEHelper;
import com.ibm.websphere.ssl.SSLException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.blackhole.smtp.net.TlsKeyStore;
import org.blackhole.smtp.net.TlsMaterial;
import org.blackhole.smtp.net.TlsSource;
import org.jspecify.annotations.Nullable;

/**
 * The key store of an {@code <ssl>} element of Open Liberty. Each call asks the server again, so
 * that a change in its configuration is noticed like a change of the file.
 */
final class LibertySslSource implements TlsSource {

  private final String id;
  private final JSSEHelper server;

  LibertySslSource(String id) {
    this.id = id;
    this.server = JSSEHelper.getInstance();
  }

  @Override
  public Object version() throws IOException {
    Properties ssl = properties();
    // Opaque to all but equals: a changed path, password or alias is a change, as is the file's.
    return List.of(keyStore(ssl).version(), ssl);
  }

  @Override
  public List<TlsMaterial> load() throws IOException, GeneralSecurityException {
    return keyStore(properties()).load();
  }

  @Override
  public String describe() {
    return "<ssl id=\"" + id + "\">";
  }

  private Properties properties() throws IOException {
    // Of an unknown id the server would give the default configuration.
    if (!server.doesSSLConfigExist(id)) {
      throw new IOException(
          "Setting ssl is "
              + Fault.quoted(id)
              + ", but the server has no <ssl> element with that id; see its server.xml.");
    }
    try {
      return server.getProperties(
          id, Map.of(JSSEHelper.CONNECTION_INFO_DIRECTION, JSSEHelper.DIRECTION_INBOUND), null);
    } catch (SSLException e) {
      throw new IOException(describe() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private TlsKeyStore keyStore(Properties ssl) throws IOException {
    @Nullable String file = ssl.getProperty(Constants.SSLPROP_KEY_STORE);
    if (file == null) {
      throw new IOException(describe() + " has no key store.");
    }
    return new TlsKeyStore(
        Path.of(file),
        ssl.getProperty(Constants.SSLPROP_KEY_STORE_TYPE, "PKCS12"),
        ssl.getProperty(Constants.SSLPROP_KEY_STORE_PASSWORD, ""),
        ssl.getProperty(Constants.SSLPROP_KEY_STORE_SERVER_ALIAS),
        null);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes the server that Arquillian starts and deploys to, before it looks for it: ours, but with
 * the application left to Arquillian, and the connector by which that watches it.
 */
final class ArquillianServer implements BeforeAllCallback {

  private static final String APPLICATION = "<enterpriseApplication [^>]*/>";

  @Override
  public void beforeAll(ExtensionContext context) {
    LibertyServer server = LibertyServer.create("arquillian-" + LibertyServer.FORK, Map.of());
    server.configure(
        xml ->
            xml.replaceAll(APPLICATION, "")
                .replace(
                    "</featureManager>", "<feature>localConnector-1.0</feature></featureManager>")
                .replace("dropinsEnabled=\"false\"", "dropinsEnabled=\"true\""));
    server.setPorts();
    System.setProperty("arquillian.liberty.name", server.directory().getFileName().toString());
    System.setProperty("arquillian.liberty.home", LibertyServer.HOME.toString());
    System.setProperty("arquillian.liberty.user", LibertyServer.USER.toString());
    System.setProperty("arquillian.liberty.http", Integer.toString(server.ports().http()));
    System.setProperty("arquillian.liberty.mx", Integer.toString(server.ports().mx()));
    System.setProperty("arquillian.liberty.smtps", Integer.toString(server.ports().smtps()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.util.Map;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes the server that Arquillian starts and deploys to, before it looks for it: ours, but with
 * the application left to Arquillian, and the connector by which that watches it.
 */
public final class ArquillianServer implements LauncherSessionListener {

  private static final String APPLICATION = "<enterpriseApplication [^>]*/>";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    LibertyServer server = LibertyServer.create("arquillian", Map.of());
    server.configure(
        xml ->
            xml.replaceAll(APPLICATION, "")
                .replace(
                    "</featureManager>", "<feature>localConnector-1.0</feature></featureManager>")
                .replace("dropinsEnabled=\"false\"", "dropinsEnabled=\"true\""));
    server.setPorts();
    System.setProperty("arquillian.liberty.home", LibertyServer.HOME.toString());
    System.setProperty("arquillian.liberty.user", LibertyServer.USER.toString());
    System.setProperty("arquillian.liberty.http", Integer.toString(server.ports().http()));
    System.setProperty("arquillian.liberty.mx", Integer.toString(server.ports().mx()));
    System.setProperty("arquillian.liberty.smtps", Integer.toString(server.ports().smtps()));
  }
}

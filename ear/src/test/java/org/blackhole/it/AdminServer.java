// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server that all tests of the admin side share: started by the first that asks for it, ended
 * after the last of all. Each leaves it as it was. It traces all that the application logs.
 */
final class AdminServer implements ParameterResolver {

  private static final String TRACE =
      "<logging traceSpecification=\"*=info:org.blackhole.*=all\"/>";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LibertyServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(AdminServer.class))
        .getOrComputeIfAbsent("server", key -> started(), LibertyServer.class);
  }

  private static LibertyServer started() {
    LibertyServer server = LibertyServer.blackhole("admin-" + LibertyServer.FORK, Map.of());
    server.configure(xml -> xml.replace("</server>", "  " + TRACE + "\n</server>"));
    return server.startReady();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import org.blackhole.smtp.api.EscapedLog;

/**
 * Where Open Liberty keeps the mechanism of each module that it has asked for, and with it the
 * module's class loader, for as long as the server runs. There is no public way to have it
 * forgotten; without this, each replacement of the application would leave its predecessor in the
 * heap. What is forgotten of other applications is looked up again when it is asked for.
 */
final class MechanismCache {

  private static final String NAME =
      "com.ibm.ws.security.javaeesec.properties.ModulePropertiesUtils";

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.admin.access");

  private MechanismCache() {}

  /**
   * Has the container forget its mechanisms, if it is one that keeps them so.
   *
   * @param container a class of the container's Jakarta Security
   */
  static void clear(Class<?> container) {
    try {
      Class<?> cache = Class.forName(NAME, false, container.getClassLoader());
      Method clear = cache.getDeclaredMethod("clearModuleTable");
      clear.setAccessible(true);
      clear.invoke(cache.getMethod("getInstance").invoke(null));
    } catch (ReflectiveOperationException | RuntimeException another) {
      LOG.log(Level.DEBUG, "The container keeps this application in memory", another);
    }
  }
}

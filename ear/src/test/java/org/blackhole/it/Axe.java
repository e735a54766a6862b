// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** axe-core, which finds what keeps people from using a page, as its WebJar has it. */
final class Axe {

  private static final String POM = "META-INF/maven/org.webjars.npm/axe-core/pom.properties";

  private Axe() {}

  static InputStream open(String file) throws IOException {
    ClassLoader loader = Axe.class.getClassLoader();
    Properties about = new Properties();
    List<URL> found = Collections.list(loader.getResources(POM));
    try (InputStream properties = found.get(0).openStream()) {
      about.load(properties);
    }
    String path =
        "META-INF/resources/webjars/axe-core/" + about.getProperty("version") + "/" + file;
    InputStream stream = loader.getResourceAsStream(path);
    if (stream == null) {
      throw new IOException("There is no " + path);
    }
    return stream;
  }
}

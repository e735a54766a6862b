// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import javax.sql.DataSource;

/**
 * The data source of server.xml. A bean of its own, made when it is needed: without its driver the
 * application starts all the same.
 */
@Dependent
public class PooledDatabase {

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "jdbc/blackhole")
  DataSource source;
}

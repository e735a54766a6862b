// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema of a database up to date, whichever of several servers comes first. Flyway
 * looks in db/migration and db/callback; the empty files flyway.location there show it the folders
 * where the class loader, as Open Liberty's, does not list them.
 */
final class Migrations {

  private static final String HISTORY = "blackhole_schema_history";

  private Migrations() {}

  static void run(DataSource database) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(database)
        .table(HISTORY)
        // A schema that holds other tables is as good as an empty one.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Opens the table of revisions: the file of an embedded database is made, the schema brought up to
 * date.
 */
final class RevisionSource implements Callable<RevisionTable> {

  private static final String EMBEDDED = "jdbc:h2:file:";

  /** What it takes to make the tables. */
  private static final int ROOM = 64 * 1024;

  private final String url;
  private final Callable<DataSource> database;

  /**
   * @param url of the database
   * @param database found anew with each call
   */
  RevisionSource(String url, Callable<DataSource> database) {
    this.url = url;
    this.database = database;
  }

  @Override
  public RevisionTable call() throws Exception {
    if (url.startsWith(EMBEDDED)) {
      make(url.substring(EMBEDDED.length()));
    }
    DataSource source = database.call();
    try (Connection reachable = source.getConnection()) {
      reachable.getAutoCommit(); // else it is away, which Flyway would tell at length
    }
    Migrations.run(source);
    return RevisionTable.of(source);
  }

  /**
   * H2 leaves to the system who can read its file; so it finds one of ours, still empty. Where
   * there is no room it does not begin: Flyway would tell of it at length, over and over.
   */
  private static void make(String address) throws IOException {
    String path = address.contains(";") ? address.substring(0, address.indexOf(';')) : address;
    OwnerOnlyFile file = new OwnerOnlyFile(Path.of(path + ".mv.db"));
    file.makeIfMissing();
    file.requireRoom(ROOM);
  }
}

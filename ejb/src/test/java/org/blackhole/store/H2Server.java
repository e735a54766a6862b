// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/** A real database that can be stopped and started, on a port of its own on loopback. */
final class H2Server implements AutoCloseable {

  private static final int TRIES = 100;

  private final Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<RevisionDatabase> opened = new ArrayList<>();
  private Server server;
  private final int port;

  H2Server(Path folder) throws SQLException {
    this.folder = folder;
    this.server = free();
    this.port = server.getPort();
  }

  void start() throws SQLException {
    server = tcp(port);
    server.start();
  }

  void stop() {
    server.stop();
  }

  /** What one node has of it. */
  RevisionDatabase node() {
    RevisionDatabase node =
        new RevisionDatabase(
            new RevisionSource(url(), this::source), new Waiting(threads, Duration.ofSeconds(30)));
    opened.add(node);
    return node;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  JdbcDataSource source() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url());
    return source;
  }

  @Override
  public void close() {
    opened.forEach(RevisionDatabase::close);
    try {
      execute("shutdown immediately");
    } catch (SQLException itIsShut) {
      // The answer to a shutdown; a server that was left stopped gives another.
    }
    server.stop();
    threads.shutdownNow();
  }

  private String url() {
    return "jdbc:h2:tcp://127.0.0.1:" + port + "/./revisions;WRITE_DELAY=0;DB_CLOSE_DELAY=-1";
  }

  // Below what systems give to outgoing connections, so that nobody takes it while this is away.
  private Server free() throws SQLException {
    for (int i = 0; ; i++) {
      try {
        return tcp(ThreadLocalRandom.current().nextInt(3_000, 10_000)).start();
      } catch (SQLException inUse) {
        if (i == TRIES) {
          throw inUse;
        }
      }
    }
  }

  private Server tcp(int port) throws SQLException {
    return Server.createTcpServer(
        "-tcpPort", Integer.toString(port), "-baseDir", folder.toString(), "-ifNotExists");
  }
}

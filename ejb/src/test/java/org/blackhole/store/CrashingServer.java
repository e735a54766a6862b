// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.blackhole.policy.Change;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A process that makes one change after the other until it is killed, and says of each when it
 * begins and when it is made. It begins with what it finds.
 */
final class CrashingServer {

  private CrashingServer() {}

  @SuppressWarnings("SystemOut") // what the parent reads
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    ExecutorService threads = Executors.newCachedThreadPool();
    PolicyInForce policy = open(folder, threads, timer);
    System.out.println("found " + tell(policy.revision().orElseThrow()));
    for (long seed = policy.seed() + 1; ; seed++) {
      PolicyDocument document = PolicyDocument.DEFAULT.withSeed(seed);
      System.out.println("wants " + (policy.revision().orElseThrow().number() + 1) + " " + seed);
      System.out.println("made " + tell(policy.replace(document, Change.lasting("test", ""))));
    }
  }

  static PolicyInForce open(Path folder, ExecutorService threads, ScheduledExecutorService timer) {
    String url = "jdbc:h2:file:" + folder.resolve("revisions").toAbsolutePath() + ";WRITE_DELAY=0";
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url + ";DB_CLOSE_DELAY=-1");
    RevisionDatabase database =
        new RevisionDatabase(
            new RevisionSource(url, () -> source), new Waiting(threads, Duration.ofSeconds(60)));
    DatabaseThenFile keeper =
        new DatabaseThenFile(database, new PolicyFile(folder.resolve("policy.json")));
    Path given = folder.resolve("given.json");
    return new PolicyAtStart(database, keeper, given, timer, InstantSource.system()).open();
  }

  private static String tell(Revision revision) {
    return revision.number() + " " + revision.document().seed();
  }
}

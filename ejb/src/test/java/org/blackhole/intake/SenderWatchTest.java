// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.blackhole.journal.senders.Senders;
import org.junit.jupiter.api.Test;

/** The thread that reads transcripts lives as long as its owner wants. */
class SenderWatchTest {

  private final List<Thread> threads = new ArrayList<>();
  private final SenderWatch watch = new SenderWatch(new Senders());

  private Thread make(Runnable task) {
    Thread made = new Thread(task);
    threads.add(made);
    return made;
  }

  @Test
  void endsWhenClosed() {
    watch.begin(this::make);
    assertThat(threads).hasSize(1).allMatch(Thread::isAlive);
    watch.close();
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void doesNotBeginOnceClosed() {
    watch.close();
    watch.begin(this::make);
    assertThat(threads).isEmpty();
  }
}

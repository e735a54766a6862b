// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Threads and timers as a container lends them to a resource adapter, and nothing else. */
final class SmallContainer implements BootstrapContext, WorkManager, AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  volatile @Nullable RuntimeException refuses;
  private final List<Timer> timers = new CopyOnWriteArrayList<>();

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public Timer createTimer() {
    Timer timer = new Timer(true);
    timers.add(timer);
    return timer;
  }

  @Override
  public void scheduleWork(Work work) {
    if (refuses != null) {
      throw refuses;
    }
    threads.execute(work);
  }

  @Override
  public void close() {
    timers.forEach(Timer::cancel);
    threads.shutdownNow();
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> type) {
    return false;
  }

  @Override
  public XATerminator getXATerminator() {
    throw new UnsupportedOperationException();
  }

  @Override
  public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
    return new TransactionSynchronizationRegistryImple();
  }

  @Override
  public void doWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void doWork(
      Work work,
      long timeout,
      @Nullable ExecutionContext context,
      @Nullable WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(
      Work work,
      long timeout,
      @Nullable ExecutionContext context,
      @Nullable WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scheduleWork(
      Work work,
      long timeout,
      @Nullable ExecutionContext context,
      @Nullable WorkListener listener) {
    throw new UnsupportedOperationException();
  }
}

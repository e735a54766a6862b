// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it.faulty;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;

/** Keeps the application from starting until a file named {@code go} stands beside the server. */
@Startup
@Singleton
public class SlowStart {

  @PostConstruct
  void awaitFile() {
    Path folder = Path.of(System.getProperty("server.output.dir"));
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(folder.resolve("go"))) {
        watch.take().reset();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

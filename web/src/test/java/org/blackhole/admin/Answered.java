// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.TimeoutHandler;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An answer that is held back until it is given. */
final class Answered implements AsyncResponse {

  private @Nullable Object given;

  /** What was given, or null if nothing was. */
  @Nullable Object given() {
    return given;
  }

  @Override
  public boolean resume(Object response) {
    if (given != null) {
      throw new AssertionError("answered twice");
    }
    given = response;
    return true;
  }

  @Override
  public boolean resume(Throwable response) {
    return resume((Object) response);
  }

  @Override
  public boolean isDone() {
    return given != null;
  }

  @Override
  public boolean isSuspended() {
    return given == null;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public boolean cancel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cancel(int retryAfter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cancel(Date retryAfter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean setTimeout(long time, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setTimeoutHandler(TimeoutHandler handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Collection<Class<?>> register(Class<?> callback) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Class<?>, Collection<Class<?>>> register(Class<?> callback, Class<?>... callbacks) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Collection<Class<?>> register(Object callback) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Class<?>, Collection<Class<?>>> register(Object callback, Object... callbacks) {
    throw new UnsupportedOperationException();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean says about the sessions it wants (Jakarta Connectors 13.4.2), and
 * where it listens. All properties are text, so that a value that cannot stand is told by its
 * setting and not by a failed conversion. {@link Settings} has defaults and what is allowed.
 */
public final class SmtpActivationSpec extends ListenerSettingsBean {

  public SmtpActivationSpec() {
    super(Receives.SESSIONS);
  }

  public @Nullable String getContent() {
    return value(Settings.CONTENT);
  }

  /** What the bean is shown of a message: none, headers or body. */
  public void setContent(@Nullable String content) {
    set(Settings.CONTENT, content);
  }

  public @Nullable String getMode() {
    return value(Settings.MODE);
  }

  /** Handed to the application: accept, bounce, random, unavailable or offline. */
  public void setMode(@Nullable String mode) {
    set(Settings.MODE, mode);
  }

  public @Nullable String getDelay() {
    return value(Settings.DELAY);
  }

  /** Handed to the application: a duration such as 2s, or a range such as 1s..3s, up to 1m. */
  public void setDelay(@Nullable String delay) {
    set(Settings.DELAY, delay);
  }

  public @Nullable String getSwitches() {
    return value(Settings.SWITCHES);
  }

  /** Handed to the application: whether header switches count, true or false. */
  public void setSwitches(@Nullable String switches) {
    set(Settings.SWITCHES, switches);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;
import org.blackhole.smtp.api.EscapedLog;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What may be asked without a log-in where a setting says so: by this machine the calls of other
 * tools, whose users have no accounts; badges by this machine, or by all; and nothing else.
 */
@Singleton
public final class OpenPaths {

  /** Who asks by the calls of other tools. */
  static final String TOOL = "compat";

  /** Who asks for a badge. */
  static final String READER = "badge";

  private static final Logger LOG = EscapedLog.named(OpenPaths.class.getName());

  private static final String BADGES = "/badges";

  private static final Set<String> PATHS =
      Set.of(
          "/compat/mailpit/api/v1/chaos",
          "/compat/mailhog/api/v2/jim",
          "/compat/james/smtpBehaviors");

  /** Who sees badges without a log-in. */
  private enum Audience {
    NONE,
    LOOPBACK,
    ALL
  }

  private final boolean open;
  private final Audience badges;

  /**
   * Both settings.
   *
   * @param open whether the calls of other tools take no log-in from this machine
   * @param badges who may see badges: {@code none}, {@code loopback} or {@code all}
   */
  @Inject
  public OpenPaths(
      @ConfigProperty(name = "compat.open", defaultValue = "false") boolean open,
      @ConfigProperty(name = "badges.open", defaultValue = "loopback") String badges) {
    this.open = open;
    this.badges = audience(badges.trim());
  }

  private static Audience audience(String setting) {
    for (Audience each : Audience.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(setting)) {
        return each;
      }
    }
    LOG.log(Level.WARNING, "BADGES_OPEN has to be none, loopback or all: {0}", setting);
    return Audience.NONE;
  }

  /** Whether this request needs no log-in, though its path does. */
  boolean frees(HttpServletRequest request) {
    return open && PATHS.contains(request.getServletPath()) && isLocal(request);
  }

  /** Whether this request is for a badge that it may see without a log-in, over plain HTTP too. */
  boolean showsBadge(HttpServletRequest request) {
    return BADGES.equals(request.getServletPath())
        && (badges == Audience.ALL || (badges == Audience.LOOPBACK && isLocal(request)));
  }

  /** Whether badges are for pages of other sites. */
  public boolean showsBadgesToAll() {
    return badges == Audience.ALL;
  }

  private static boolean isLocal(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return Gate.address(request).isLoopbackAddress() && host != null && KnownHosts.isLocal(host);
  }
}

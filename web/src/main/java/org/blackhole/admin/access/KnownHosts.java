// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.blackhole.admin.problem.Problem;
import org.blackhole.smtp.api.EscapedLog;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which names this server answers to. A page whose own name leads here (DNS rebinding) is, to its
 * browser, a page of this server; but it says that name in Host (RFC 9110 7.2), and that is not one
 * of these. Immutable.
 */
@Singleton
public final class KnownHosts {

  private static final Logger LOG = EscapedLog.named(KnownHosts.class.getName());
  private static final String ANY = "*";

  // A name or an address, and perhaps a port; what else a Host may hold nobody needs.
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[(?=[^]]*:)[0-9A-Fa-f:.]{2,45}]|[\\w-][\\w.-]{0,252})(?::\\d{0,5})?");
  // No number above 255: what is no address, Java would look up as a name.
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  private static final Problem UNKNOWN =
      Problem.of(
          421,
          "This server does not answer to the name in Host; the setting HTTP_ALLOWED_HOSTS has"
              + " those it does, beside localhost and the names it was given.");

  private final Set<String> names = new HashSet<>();
  private final boolean any;

  /**
   * The names of this server.
   *
   * @param allowed separated by commas; an asterisk for any
   * @param bound what the admin ports are bound to, which may be a name
   * @param mail the name the mail listeners greet with
   */
  @Inject
  public KnownHosts(
      @ConfigProperty(name = "http.allowed.hosts") Optional<String> allowed,
      @ConfigProperty(name = "http.host") Optional<String> bound,
      @ConfigProperty(name = "smtp.hostname") Optional<String> mail) {
    List<String> listed = Stream.of(allowed.orElse("").split(",", -1)).map(String::trim).toList();
    this.any = listed.contains(ANY);
    for (String each : listed) {
      if (!each.isEmpty() && !each.equals(ANY) && name(bracketed(each)).isEmpty()) {
        LOG.log(Level.WARNING, "HTTP_ALLOWED_HOSTS has no host name: {0}", each);
      }
    }
    Stream.concat(listed.stream(), Stream.of(bound.orElse(""), mail.orElse("")))
        .map(each -> name(bracketed(each)))
        .flatMap(Optional::stream)
        .forEach(names::add);
  }

  /** IPv6 addresses are often written without. */
  private static String bracketed(String host) {
    return !host.startsWith("[") && host.indexOf(':') != host.lastIndexOf(':')
        ? "[" + host + "]"
        : host;
  }

  /** The problem with the name that a request is sent to, or null if there is none. */
  @Nullable Problem refusal(HttpServletRequest request) {
    String host = request.getHeader("Host");
    // No browser leaves it out.
    return host == null || knows(host, Gate.local(request)) ? null : UNKNOWN;
  }

  /**
   * Whether this is one of its names.
   *
   * @param local the address that the connection was made to
   */
  boolean knows(String host, InetAddress local) {
    if (any) {
      return true;
    }
    Optional<String> name = name(host);
    return name.isPresent()
        && (names.contains(name.get())
            || isLoopback(name.get())
            // Who rebinds needs a name: an address is nobody's to rebind.
            || (!local.isLoopbackAddress() && address(name.get()) != null));
  }

  /** Whether a Host names this machine, in a way that no name server has a say in. */
  static boolean isLocal(String host) {
    return name(host).filter(KnownHosts::isLoopback).isPresent();
  }

  /** Without the port, in lower case; an address in the one form it has in {@link InetAddress}. */
  private static Optional<String> name(String host) {
    Matcher authority = AUTHORITY.matcher(host.trim());
    if (!authority.matches()) {
      return Optional.empty();
    }
    String name = authority.group(1).toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    InetAddress address = address(name);
    if (address == null) {
      return name.startsWith("[") ? Optional.empty() : Optional.of(name);
    }
    return address.isAnyLocalAddress() ? Optional.empty() : Optional.of(literal(address));
  }

  /** RFC 6761 6.3: nobody resolves localhost but to loopback. */
  private static boolean isLoopback(String name) {
    InetAddress address = address(name);
    return address == null
        ? name.equals("localhost") || name.endsWith(".localhost")
        : address.isLoopbackAddress();
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  /** An address written as one; nothing is looked up. */
  private static @Nullable InetAddress address(String name) {
    if (!name.startsWith("[") && !IPV4.matcher(name).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}

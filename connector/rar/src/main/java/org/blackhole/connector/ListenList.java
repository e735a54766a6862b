// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.blackhole.smtp.api.Scheme;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code listen}: {@code name=scheme://address:port?option=value&…}, separated by blanks;
 * {@code ;} serves as well as {@code &}, and {@code %20} in a value is a blank.
 */
final class ListenList {

  /**
   * One listener of the list.
   *
   * @param host an address, IPv6 without brackets, or a host name
   * @param options decoded; each name is a setting of a listener
   */
  record Entry(String name, Scheme scheme, String host, int port, Map<String, String> options) {}

  private static final Pattern FORM =
      Pattern.compile("([^=]*)=([^:/?]*)://(\\[[^\\]]*\\]|[^:/?\\[\\]]*):([^?/:]*)(?:\\?(.*))?");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  private final List<Setting<?>> settings;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private ListenList(List<Setting<?>> settings) {
    this.settings = settings.stream().filter(s -> s.scope() == Setting.Scope.LISTENER).toList();
  }

  /**
   * Reads the list; what is wrong is added to the faults.
   *
   * @param settings those of the activation
   */
  static List<Entry> parse(String text, List<Setting<?>> settings, List<Fault> faults) {
    ListenList list = new ListenList(settings);
    for (String part : text.strip().split("\\s+", -1)) {
      list.read(part);
    }
    list.checkTwice();
    faults.addAll(list.faults);
    return list.entries;
  }

  private void read(String part) {
    Matcher m = FORM.matcher(part);
    if (!m.matches()) {
      fault(null, "has " + Fault.quoted(part), Settings.LISTEN.form().allowed());
      return;
    }
    String name = m.group(1);
    if (!NAME.matcher(name).matches()) {
      fault(
          null,
          "names a listener " + Fault.quoted(name),
          "a lower-case letter, then lower-case letters, digits and hyphens, 63 at most");
      return;
    }
    @Nullable Scheme scheme = scheme(name, m.group(2));
    @Nullable String host = host(name, m.group(3));
    int port = port(name, m.group(4));
    Map<String, String> options = options(name, m.group(5));
    if (scheme != null && host != null && port >= 0) {
      entries.add(new Entry(name, scheme, host, port, options));
    }
  }

  private @Nullable Scheme scheme(String name, String text) {
    for (Scheme scheme : Scheme.values()) {
      if (scheme.label().equals(text)) {
        return scheme;
      }
    }
    fault(name, "has the scheme " + Fault.quoted(text), "smtp, smtps, lmtp");
    return null;
  }

  private @Nullable String host(String name, String text) {
    if (text.startsWith("[")) {
      String inside = text.substring(1, text.length() - 1);
      if (HostName.isIpv6(inside)) {
        return inside;
      }
    } else if (HostName.isIpv4(text) || HostName.isDomain(text)) {
      return text;
    }
    fault(
        name,
        "has the address " + Fault.quoted(text),
        "an IPv4 address, an IPv6 address in brackets such as [::1], or a host name");
    return null;
  }

  private int port(String name, String text) {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (port >= 0 && port <= 65_535) {
      return port;
    }
    fault(
        name,
        "has the port " + Fault.quoted(text),
        "0 to 65535, where 0 lets the operating system choose");
    return -1;
  }

  private Map<String, String> options(String name, @Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query == null) {
      return options;
    }
    for (String part : query.split("[&;]", -1)) {
      int equals = part.indexOf('=');
      String option = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || !isOfListener(option)) {
        fault(name, "has the option " + Fault.quoted(part), "option=value with " + optionNames());
        continue;
      }
      String value = decoded(part.substring(equals + 1));
      if (value == null) {
        fault(
            name,
            "has the option " + Fault.quoted(part),
            "UTF-8 and % followed by two hexadecimal digits");
      } else if (options.putIfAbsent(option, value) != null) {
        fault(name, "has the option " + option + " twice", "each option once");
      }
    }
    return options;
  }

  private boolean isOfListener(String option) {
    return settings.stream().anyMatch(setting -> setting.name().equals(option));
  }

  private String optionNames() {
    return settings.stream().map(Setting::name).collect(Collectors.joining(", "));
  }

  /** Null if an escape is broken. */
  private static @Nullable String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer octets = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        octets.put(encoded[i]);
        continue;
      }
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      octets.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private void checkTwice() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!names.add(entry.name())) {
        fault(entry.name(), "is there twice", "names that differ");
      }
      for (Entry earlier : entries.subList(0, i)) {
        if (collide(earlier, entry)) {
          fault(
              entry.name(),
              "has the address of listener " + earlier.name() + ", port " + entry.port(),
              "an address and port of its own for each listener");
        }
      }
    }
  }

  private static boolean collide(Entry one, Entry other) {
    if (one.port() == 0 || one.port() != other.port()) {
      return false;
    }
    String a = normal(one.host());
    String b = normal(other.host());
    String any4 = "0.0.0.0";
    String any6 = "0:0:0:0:0:0:0:0";
    return a.equals(b)
        || a.equals(any6)
        || b.equals(any6)
        || (a.equals(any4) && !b.contains(":"))
        || (b.equals(any4) && !a.contains(":"));
  }

  /** One spelling for each address. */
  private static String normal(String host) {
    if (HostName.isIpv6(host)) {
      try {
        return InetAddress.getByName(host).getHostAddress();
      } catch (UnknownHostException e) {
        return host;
      }
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private void fault(@Nullable String listener, String found, String allowed) {
    faults.add(new Fault(Settings.LISTEN.name(), listener, found, allowed));
  }
}

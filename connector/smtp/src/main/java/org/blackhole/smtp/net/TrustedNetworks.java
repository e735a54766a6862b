// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;

/** Networks whose word is taken, by address and length of prefix (RFC 4632 3.1, RFC 4291 2.3). */
public final class TrustedNetworks {

  public static final TrustedNetworks NONE = new TrustedNetworks(List.of());

  private final List<String> networks;
  private final List<IpSubnetFilterRule> rules;

  /**
   * Reads networks such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}; an address alone is a
   * network of one.
   *
   * @throws IllegalArgumentException if one is no network
   */
  public TrustedNetworks(List<String> networks) {
    this.networks = List.copyOf(networks);
    this.rules = networks.stream().map(TrustedNetworks::rule).toList();
  }

  /** Whether it can be one of these. */
  public static boolean isNetwork(String text) {
    try {
      rule(text);
      return true;
    } catch (IllegalArgumentException no) {
      return false;
    }
  }

  /** Checked first: Netty's class would look names up. */
  private static IpSubnetFilterRule rule(String network) {
    int slash = network.indexOf('/');
    String address = slash < 0 ? network : network.substring(0, slash);
    boolean v4 = NetUtil.isValidIpV4Address(address);
    if (!v4 && !NetUtil.isValidIpV6Address(address)) {
      throw new IllegalArgumentException("\"" + network + "\" is no network");
    }
    int bits = v4 ? 32 : 128;
    int prefix = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("\"" + network + "\" has no prefix of 0 to " + bits);
    }
    return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
  }

  boolean contains(InetSocketAddress address) {
    for (IpSubnetFilterRule rule : rules) {
      if (rule.matches(address)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustedNetworks that && networks.equals(that.networks);
  }

  @Override
  public int hashCode() {
    return networks.hashCode();
  }

  @Override
  public String toString() {
    return String.join(",", networks);
  }
}

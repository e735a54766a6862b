// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import java.net.InetSocketAddress;

/**
 * What is sent, where, and by how many.
 *
 * @param tls whether TLS begins with the first octet
 * @param connections open at once
 * @param perConnection messages of a connection, after which another takes its place; 0 is no limit
 * @param recipients of a message
 * @param size octets of a message, header section included
 * @param pipelined whether MAIL, RCPT and DATA go out in one write (RFC 2920)
 * @param rate messages a second; 0 is as many as are answered: a connection sends the next one at
 *     once
 * @param threads that carry the connections
 */
public record Load(
    InetSocketAddress server,
    boolean tls,
    int connections,
    int perConnection,
    int recipients,
    int size,
    boolean pipelined,
    double rate,
    int threads) {

  /** One connection with messages of 1 KiB to one recipient. */
  public static Load to(InetSocketAddress server) {
    return new Load(server, false, 1, 0, 1, 1024, false, 0, 1);
  }

  public Load withTls(boolean on) {
    return new Load(
        server, on, connections, perConnection, recipients, size, pipelined, rate, threads);
  }

  public Load withConnections(int number) {
    return new Load(server, tls, number, perConnection, recipients, size, pipelined, rate, threads);
  }

  public Load withPerConnection(int messages) {
    return new Load(server, tls, connections, messages, recipients, size, pipelined, rate, threads);
  }

  public Load withRecipients(int number) {
    return new Load(
        server, tls, connections, perConnection, number, size, pipelined, rate, threads);
  }

  public Load withSize(int octets) {
    return new Load(
        server, tls, connections, perConnection, recipients, octets, pipelined, rate, threads);
  }

  public Load withPipelining(boolean on) {
    return new Load(server, tls, connections, perConnection, recipients, size, on, rate, threads);
  }

  public Load withRate(double messages) {
    return new Load(
        server, tls, connections, perConnection, recipients, size, pipelined, messages, threads);
  }

  public Load withThreads(int number) {
    return new Load(
        server, tls, connections, perConnection, recipients, size, pipelined, rate, number);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.blackhole.smtp.api.ChannelBinding;
import org.blackhole.smtp.api.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM (RFC 5802, RFC 7677), with channel binding or without. The client proves the password
 * without showing it, and the server that it knows it too, in a last challenge to which the client
 * has nothing to say. Whether a name is known does not show before the proof is judged.
 */
final class ScramExchange implements Exchange {

  private static final int ITERATIONS = 4096;
  private static final int SALT_LENGTH = 16;
  private static final int NONCE_LENGTH = 18;

  private sealed interface State {}

  private record AwaitFirst() implements State {}

  private record AwaitFinal(ClientFirst first, String serverFirst) implements State {}

  private record AwaitNothing(Credentials credentials) implements State {}

  private record Ended() implements State {}

  private final Mechanism mechanism;
  private final ScramHash hash;
  private final Surroundings surroundings;
  private final String serverNonce;
  private final byte[] salt;
  private State state = new AwaitFirst();

  ScramExchange(Mechanism mechanism, Surroundings surroundings) {
    this(
        mechanism,
        surroundings,
        Base64.getEncoder().encodeToString(octets(surroundings.random(), NONCE_LENGTH)),
        octets(surroundings.random(), SALT_LENGTH));
  }

  ScramExchange(Mechanism mechanism, Surroundings surroundings, String serverNonce, byte[] salt) {
    this.mechanism = mechanism;
    this.surroundings = surroundings;
    this.serverNonce = serverNonce;
    this.salt = salt;
    this.hash =
        switch (mechanism) {
          case SCRAM_SHA_1, SCRAM_SHA_1_PLUS -> ScramHash.SHA_1;
          default -> ScramHash.SHA_256;
        };
  }

  private static byte[] octets(SecureRandom random, int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  @Override
  public Step next(byte[] response) {
    State at = state;
    state = new Ended();
    if (at instanceof AwaitFirst) {
      return first(response);
    }
    if (at instanceof AwaitFinal awaitFinal) {
      return last(awaitFinal, response);
    }
    if (at instanceof AwaitNothing awaitNothing && response.length == 0) {
      return new Step.Done(awaitNothing.credentials);
    }
    return new Step.Failed(Reason.MALFORMED);
  }

  private Step first(byte[] response) {
    String text = Utf8.decode(response);
    ClientFirst first = text == null ? null : ClientFirst.parse(text);
    if (first == null) {
      return new Step.Failed(Reason.MALFORMED);
    }
    if (binding(first.header()) == null) {
      return new Step.Failed(Reason.MISMATCH);
    }
    String serverFirst =
        "r="
            + first.nonce()
            + serverNonce
            + ",s="
            + Base64.getEncoder().encodeToString(salt)
            + ",i="
            + ITERATIONS;
    state = new AwaitFinal(first, serverFirst);
    return new Step.Challenge(Utf8.encode(serverFirst));
  }

  /**
   * What the client's last message must show to have seen (RFC 5802 6): its own header and, if it
   * binds, the channel. Null if it binds where it must not or does not where it must, or if someone
   * has hidden from it that the server can.
   */
  private byte @Nullable [] binding(Gs2Header header) {
    String type = header.bindingType();
    boolean hidden = header.flag() == 'y' && surroundings.plusOffered();
    if (hidden || (type != null) != mechanism.needsBinding()) {
      return null;
    }
    byte[] text = Utf8.encode(header.text());
    if (type == null) {
      return text;
    }
    ChannelBinding channel = surroundings.binding(type);
    if (channel == null) {
      return null;
    }
    byte[] data = channel.data();
    byte[] both = Arrays.copyOf(text, text.length + data.length);
    System.arraycopy(data, 0, both, text.length, data.length);
    return both;
  }

  private Step last(AwaitFinal at, byte[] response) {
    String text = Utf8.decode(response);
    ClientFinal last = text == null ? null : ClientFinal.parse(text);
    if (last == null) {
      return new Step.Failed(Reason.MALFORMED);
    }
    ClientFirst first = at.first;
    boolean sameNonce = last.nonce().equals(first.nonce() + serverNonce);
    boolean sameBinding = MessageDigest.isEqual(binding(first.header()), last.binding());
    if (!sameNonce || !sameBinding) {
      // Tells nothing of users, and spares an event loop the work.
      return new Step.Failed(Reason.MISMATCH);
    }

    // One whose password is not known costs as much time as any other.
    String known = surroundings.passwords().of(first.user());
    String password = Prepared.password(known == null ? serverNonce : known);
    byte[] salted = hash.salted(password, salt, ITERATIONS);
    String messages = first.bare() + "," + at.serverFirst + "," + last.bare();
    boolean proven = proves(last.proof(), salted, messages);
    if (known == null || !proven) {
      return new Step.Failed(Reason.MISMATCH);
    }

    String authorization = first.header().authorization();
    boolean other = authorization != null && !authorization.equals(first.user());
    state =
        new AwaitNothing(
            new Credentials(mechanism.label(), first.user(), other ? authorization : null, null));
    byte[] signature = hash.hmac(hash.hmac(salted, "Server Key"), messages);
    return new Step.Challenge(Utf8.encode("v=" + Base64.getEncoder().encodeToString(signature)));
  }

  /** RFC 5802 3: the key that proof and signature give must have the hash of the client's. */
  private boolean proves(byte[] proof, byte[] salted, String messages) {
    byte[] storedKey = hash.hash(hash.hmac(salted, "Client Key"));
    byte[] signature = hash.hmac(storedKey, messages);
    if (proof.length != signature.length) {
      return false;
    }
    byte[] key = new byte[proof.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (proof[i] ^ signature[i]);
    }
    return MessageDigest.isEqual(hash.hash(key), storedKey);
  }
}

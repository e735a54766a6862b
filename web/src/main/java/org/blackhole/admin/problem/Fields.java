// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.store.Members;

/**
 * The members of a request's body. They are read one by one, faults are gathered, and {@link
 * #finish} refuses all of them at once, members nobody asked for included. For one request, one
 * thread.
 */
public final class Fields {

  /** Reads one member of an object; empty if it is missing, or wrong, which is a fault then. */
  @FunctionalInterface
  public interface Reader<T> {
    Optional<T> read(JsonObject parent, Pointer at, Faults faults);
  }

  private final JsonObject body;
  private final Set<String> read = new LinkedHashSet<>();
  private final Faults faults = new Faults();

  public Fields(JsonObject body) {
    this.body = body;
  }

  /** The body as a whole, for who reads all of it at once. */
  public JsonObject json() {
    return body;
  }

  /** Notes a fault if the member is missing. */
  public Fields require(String member) {
    if (!body.containsKey(member)) {
      fault(member, "is required");
    }
    return this;
  }

  /** A member that something else knows how to read. */
  public <T> Optional<T> read(String member, Reader<T> reader) {
    read.add(member);
    return reader.read(body, Pointer.ROOT, faults);
  }

  /** A text. */
  public Optional<String> text(String member) {
    return read(member, (parent, at, found) -> Members.text(parent, member, at, found));
  }

  /**
   * A text turned into something else.
   *
   * @param reader throws {@link IllegalArgumentException} with a text for the user
   */
  public <T> Optional<T> text(String member, Function<String, T> reader) {
    try {
      return text(member).map(reader);
    } catch (IllegalArgumentException e) {
      fault(member, Members.sentence(e));
      return Optional.empty();
    }
  }

  private void fault(String member, String detail) {
    faults.add(Pointer.ROOT.member(member), detail);
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException 422 if there was any fault
   */
  public void finish() {
    Members.requireKnown(body, List.copyOf(read), Pointer.ROOT, faults);
    if (!faults.isEmpty()) {
      throw ProblemException.nonsense(faults.list());
    }
  }
}

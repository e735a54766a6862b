// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.blackhole.policy.Fault;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyKeeper;
import org.blackhole.policy.Revision;
import org.blackhole.store.StrictJson.NotJsonException;

/** The revision in force, as a file beside the server. One server to a file. */
public final class PolicyFile implements PolicyKeeper {

  private final OwnerOnlyFile file;
  private final JsonText json = new JsonText();

  /**
   * @param path of the file; the folder is made when it is first written
   */
  public PolicyFile(Path path) {
    this.file = new OwnerOnlyFile(path);
  }

  Path path() {
    return file.path();
  }

  /**
   * What was kept last; empty if nothing ever was.
   *
   * @throws InvalidPolicyException if it cannot be understood
   * @throws UncheckedIOException if it cannot be read
   */
  public Optional<Revision> read() {
    try {
      file.closeToOthers();
      return file.read().map(text -> RevisionJson.read(parse(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void keep(Revision revision) throws IOException {
    file.write(json.of(RevisionJson.write(revision)));
  }

  /**
   * Reads a policy document that a user wrote.
   *
   * @throws InvalidPolicyException if it is none
   * @throws UncheckedIOException if it cannot be read
   */
  public PolicyDocument given(Path path) {
    try {
      return PolicyJson.document(parse(Files.readAllBytes(path)));
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(new IOException("there is no such file", e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject parse(byte[] text) {
    try {
      return StrictJson.parse(text);
    } catch (NotJsonException e) {
      throw new InvalidPolicyException(
          List.of(new Fault(Pointer.ROOT.fragment(), "the file " + e.what())));
    }
  }
}

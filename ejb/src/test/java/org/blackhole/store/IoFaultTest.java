// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoFaultTest {

  @TempDir Path folder;

  @Test
  void aBarePathIsGivenItsReason() {
    Path missing = folder.resolve("missing");
    IOException e = catchThrowableOfType(IOException.class, () -> Files.readAllBytes(missing));
    assertThat(IoFault.reason(e)).isEqualTo("there is no such file: " + missing);
    assertThat(IoFault.reason(new AccessDeniedException("x"))).isEqualTo("access is denied: x");
    assertThat(IoFault.reason(new DirectoryNotEmptyException("x")))
        .isEqualTo("DirectoryNotEmptyException: x");
  }

  @Test
  void aFileWhereAFolderBelongsIsSaidToBeNone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    IOException e = catchThrowableOfType(IOException.class, () -> Files.createDirectories(file));
    assertThat(IoFault.reason(e)).isEqualTo("this is not a folder: " + file);
  }

  @Test
  void whatHasAReasonKeepsIt() {
    assertThat(IoFault.reason(new FileSystemException("x", null, "No space left on device")))
        .isEqualTo("x: No space left on device");
    assertThat(IoFault.reason(new IOException("it is broken"))).isEqualTo("it is broken");
    assertThat(IoFault.reason(new IOException())).isEqualTo("java.io.IOException");
  }
}

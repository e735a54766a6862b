// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.blackhole.admin.problem.ProblemException;
import org.junit.jupiter.api.Test;

class SchemaResourceTest {

  @Test
  void theSchemaIsServedAsItStandsBesideTheReader() {
    String file = "/META-INF/beans.xml";
    assertThat(new String(new SchemaResource(file).schema(), StandardCharsets.UTF_8))
        .contains("beans");
  }

  @Test
  void aBuildWithoutSchemaSaysSo() {
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> new SchemaResource("/META-INF/none").schema())
                .problem()
                .status())
        .isEqualTo(404);
  }
}

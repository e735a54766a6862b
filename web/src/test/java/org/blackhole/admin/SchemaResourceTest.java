// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SchemaResourceTest {

  @Test
  void theSchemaIsServedAsItStandsBesideTheReader() {
    String schema = new String(new SchemaResource().schema(), StandardCharsets.UTF_8);
    assertThat(KeptPolicy.json(schema).getString("$schema"))
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }
}

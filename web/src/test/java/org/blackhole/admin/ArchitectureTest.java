// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the admin API may know. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.blackhole.admin");

  @Test
  void theAdminApiKnowsTheEngineByItsApiAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.blackhole.smtp.wire..",
            "org.blackhole.smtp.session..",
            "org.blackhole.smtp.net..",
            "org.blackhole.connector..",
            "org.blackhole.intake..",
            "io.netty..")
        .check(CLASSES);
  }

  @Test
  void theAdminApiIsTiedToNoServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.resource..", "com.ibm..", "io.openliberty..", "org.jboss..")
        .check(CLASSES);
  }

  @Test
  void problemsKnowNoAccounts() {
    noClasses()
        .that()
        .resideInAPackage("org.blackhole.admin.problem..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.blackhole.admin.access..", "org.blackhole.admin.metrics..")
        .check(CLASSES);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages. */
@AnalyzeClasses(packages = "org.blackhole", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule policyIsPlainJavaOnTheApi =
      dependsOnlyOn("policy", "org.blackhole.policy..");

  @ArchTest
  static final ArchRule journalIsPlainJavaOnTheApi =
      dependsOnlyOn("journal", "org.blackhole.journal..");

  @ArchTest
  static final ArchRule storeKnowsThePolicyOnly =
      noClasses()
          .that()
          .resideInAPackage("org.blackhole.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.blackhole.journal..", "org.blackhole.intake..");

  @ArchTest
  static final ArchRule intakeKnowsNoStore =
      noClasses()
          .that()
          .resideInAPackage("org.blackhole.intake..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.blackhole.store..");

  @ArchTest
  static final ArchRule beansKnowTheApiOfTheEngineAndNothingBehindIt =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.blackhole.policy..",
              "org.blackhole.journal..",
              "org.blackhole.store..",
              "org.blackhole.intake..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.blackhole.smtp.wire..",
              "org.blackhole.smtp.session..",
              "org.blackhole.smtp.net..",
              "org.blackhole.connector..",
              "jakarta.resource..",
              "com.ibm..",
              "io.netty..");

  private static ArchRule dependsOnlyOn(String name, String itself) {
    return classes()
        .that()
        .resideInAPackage("org.blackhole." + name + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "org.blackhole.smtp.api..", itself);
  }
}

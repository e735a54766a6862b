// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.blackhole", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy("org.blackhole.smtp.api")
          .layer("wire")
          .definedBy("org.blackhole.smtp.wire")
          .layer("session")
          .definedBy("org.blackhole.smtp.session")
          .layer("net")
          .definedBy("org.blackhole.smtp.net")
          .layer("connector")
          .definedBy("org.blackhole.connector")
          .whereLayer("connector")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("net")
          .mayOnlyBeAccessedByLayers("connector")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("net", "connector")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("session", "net", "connector");

  @ArchTest
  static final ArchRule onlyTheConnectorKnowsConnectors =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.blackhole.connector")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..");

  @ArchTest
  static final ArchRule theConnectorKnowsOfJakartaOnlyConnectors =
      noClasses()
          .that()
          .resideInAPackage("org.blackhole.connector")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ejb..", "jakarta.inject..", "jakarta.enterprise..");

  @ArchTest
  static final ArchRule oneClassKnowsOpenLiberty =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(LibertySslSource.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.ibm..");

  @ArchTest
  static final ArchRule theConnectorLeavesNettyToTheEngine =
      noClasses()
          .that()
          .resideInAPackage("org.blackhole.connector")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..");

  @ArchTest
  static final ArchRule onlyBeansOfTheContainerArePublic =
      classes()
          .that()
          .resideInAPackage("org.blackhole.connector")
          .and()
          .arePublic()
          .should()
          .beAssignableTo(jakarta.resource.spi.ResourceAdapter.class)
          .orShould()
          .beAssignableTo(jakarta.resource.spi.ActivationSpec.class)
          .orShould()
          .beAssignableTo(jakarta.resource.spi.ResourceAdapterAssociation.class);
}

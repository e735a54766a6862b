// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import javax.script.ScriptEngine;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.blackhole");

  @Test
  void letsDependenciesPointOneWay() {
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
        .mayOnlyBeAccessedByLayers("session", "net", "connector")
        .check(CLASSES);
  }

  /** What a client says starts no program, is no object, and leads to no other server. */
  @Test
  void nothingHereStartsAProgramOrConnectsToAnyone() {
    noClasses()
        .should()
        .callCodeUnitWhere(
            targetOwner(
                belongToAnyOf(
                    Runtime.class,
                    ProcessBuilder.class,
                    ObjectInputStream.class,
                    ScriptEngine.class,
                    Socket.class,
                    SocketChannel.class,
                    DatagramSocket.class,
                    URL.class,
                    URLConnection.class)))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "java.rmi..", "javax.management..", "jakarta.mail..")
        .check(CLASSES);
  }

  @Test
  void letsOnlyTheConnectorKnowJakarta() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.blackhole.connector")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..")
        .check(CLASSES);
  }

  @Test
  void letsTheConnectorKnowOfJakartaNoBeans() {
    noClasses()
        .that()
        .resideInAPackage("org.blackhole.connector")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ejb..", "jakarta.inject..", "jakarta.enterprise..")
        .check(CLASSES);
  }

  @Test
  void letsOneClassKnowOpenLiberty() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(LibertySslSource.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.ibm..")
        .check(CLASSES);
  }

  @Test
  void letsNothingReachALogUnescaped() {
    noClasses()
        .that()
        .resideInAPackage("org.blackhole.connector..")
        .should()
        .callMethod(System.class, "getLogger", String.class)
        .because("EscapedLog.named gives a log in which a client can forge no line")
        .check(CLASSES);
  }

  @Test
  void leavesNettyToTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("org.blackhole.connector")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..")
        .check(CLASSES);
  }

  @Test
  void makesOnlyBeansOfTheContainerPublic() {
    classes()
        .that()
        .resideInAPackage("org.blackhole.connector")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .beAssignableTo(jakarta.resource.spi.ResourceAdapter.class)
        .orShould()
        .beAssignableTo(jakarta.resource.spi.ActivationSpec.class)
        .orShould()
        .beAssignableTo(jakarta.resource.spi.ResourceAdapterAssociation.class)
        .check(CLASSES);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
  void theAdminApiIsTiedToNoServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.resource..", "com.ibm..", "io.openliberty..", "org.jboss..")
        .check(CLASSES);
  }

  @Test
  void nothingReachesALogUnescaped() {
    noClasses()
        .should()
        .callMethod(System.class, "getLogger", String.class)
        .because("EscapedLog.named gives a log in which a client can forge no line")
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

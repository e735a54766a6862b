// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.bootstrap.Bootstrap;
import java.io.ObjectInputStream;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import javax.naming.InitialContext;
import javax.script.ScriptEngine;
import org.junit.jupiter.api.Test;

/** The arrows of the engine: api, then wire and sasl, session, net, each on those before it. */
class ArchitectureTest {

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.blackhole.smtp");

  @Test
  void theApiNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("..smtp.api")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.blackhole.smtp.api", "org.jspecify..")
        .check(ENGINE);
  }

  @Test
  void theWireKnowsNoSessionAndTheSessionNoSocket() {
    classes()
        .that()
        .resideInAPackage("..smtp.wire")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.blackhole.smtp.api",
            "org.blackhole.smtp.wire",
            "io.netty.buffer",
            "io.netty.util",
            "org.jspecify..")
        .check(ENGINE);
    classes()
        .that()
        .resideInAPackage("..smtp.session")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.blackhole.smtp.api",
            "org.blackhole.smtp.wire",
            "org.blackhole.smtp.sasl",
            "org.blackhole.smtp.session",
            "io.netty.buffer",
            "org.jspecify..")
        .check(ENGINE);
  }

  @Test
  void saslKnowsTheApiAlone() {
    classes()
        .that()
        .resideInAPackage("..smtp.sasl")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "javax.security.auth.x500",
            "org.blackhole.smtp.api",
            "org.blackhole.smtp.sasl",
            "com.ongres.saslprep",
            "com.ongres.stringprep",
            "org.jspecify..")
        .check(ENGINE);
    noClasses()
        .that()
        .resideInAPackage("..smtp.sasl")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.net..", "java.nio.channels..", "java.nio.file..")
        .check(ENGINE);
  }

  @Test
  void theSessionKnowsNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage("..smtp.session", "..smtp.wire", "..smtp.sasl")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .check(ENGINE);
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
                    URLConnection.class,
                    Bootstrap.class,
                    InitialContext.class)))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "java.rmi..", "javax.management..", "jakarta.mail..")
        .check(ENGINE);
  }

  @Test
  void nothingReachesALogUnescaped() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.blackhole.smtp.api.EscapedLog")
        .should()
        .callMethod(System.class, "getLogger", String.class)
        .because("EscapedLog.named gives a log in which a client can forge no line")
        .check(ENGINE);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)").check(ENGINE);
  }
}

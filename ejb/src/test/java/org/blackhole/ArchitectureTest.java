// SPDX-License-Identifier: Apache-2.0
package org.blackhole;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptEngine;
import org.junit.jupiter.api.Test;

/** The arrows between the packages. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "org.blackhole.policy",
              "org.blackhole.journal",
              "org.blackhole.store",
              "org.blackhole.intake");

  @Test
  void policyIsPlainJavaOnTheApi() {
    plainJavaOnTheApi(
            "org.blackhole.policy..",
            "com.github.benmanes.caffeine..",
            "com.google.re2j..",
            "org.apache.james.mime4j..")
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
  void theLanguageOfThePolicyKnowsNothingOfWhatIsMadeOfIt() {
    from(
            "org.blackhole.policy.rule..",
            "org.blackhole.policy",
            "org.blackhole.policy.index..",
            "org.blackhole.policy.count..")
        .check(CLASSES);
    from("org.blackhole.policy.index..", "org.blackhole.policy", "org.blackhole.policy.count..")
        .check(CLASSES);
    from("org.blackhole.policy.count..", "org.blackhole.policy", "org.blackhole.policy.index..")
        .check(CLASSES);
  }

  @Test
  void journalIsPlainJavaOnTheApi() {
    plainJavaOnTheApi("org.blackhole.journal..").check(CLASSES);
  }

  @Test
  void storeKnowsNeitherJournalNorIntake() {
    from("org.blackhole.store..", "org.blackhole.journal..", "org.blackhole.intake..")
        .check(CLASSES);
  }

  @Test
  void intakeKnowsNoStore() {
    from("org.blackhole.intake..", "org.blackhole.store..").check(CLASSES);
  }

  @Test
  void nothingHereKnowsWhatIsBehindTheApiOfTheEngine() {
    from(
            "org.blackhole..",
            "org.blackhole.smtp.wire..",
            "org.blackhole.smtp.session..",
            "org.blackhole.smtp.net..",
            "org.blackhole.connector..",
            "org.blackhole.admin..",
            "jakarta.resource..",
            "com.ibm..",
            "io.netty..")
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

  private static ArchRule plainJavaOnTheApi(String itself, String... libraries) {
    List<String> known =
        new ArrayList<>(List.of("java..", "org.jspecify..", "org.blackhole.smtp.api..", itself));
    known.addAll(List.of(libraries));
    return classes()
        .that()
        .resideInAPackage(itself)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(known.toArray(String[]::new));
  }

  private static ArchRule from(String here, String... there) {
    return noClasses()
        .that()
        .resideInAPackage(here)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(there);
  }
}

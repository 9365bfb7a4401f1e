package dev.watchbill.rota;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.testkit.WithoutTests;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "dev.watchbill.rota", importOptions = WithoutTests.class)
class RotaBoundariesTest {
  @ArchTest
  static final ArchRule dependsOnNothingThatActs =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.watchbill.rota",
              "java.lang..",
              "java.util..",
              "java.time..",
              "java.math..",
              "org.jspecify..",
              "com.fasterxml.jackson..")
          .orShould()
          .haveSimpleName("TurnLengthReader")
          .because("the engine is a pure library: no Kafka, no files, no network");

  @ArchTest
  static final ArchRule neverAsksWhatTimeItIs =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because("the same question has the same answer at any time");
}

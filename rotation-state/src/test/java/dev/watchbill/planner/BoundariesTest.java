package dev.watchbill.planner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = {"dev.watchbill.planner", "dev.watchbill.rota", "dev.watchbill.roster"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {
  @ArchTest
  static final ArchRule onlyGlueKnowsKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.watchbill.planner.kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("decisions must be testable, and readable, without a broker");

  @ArchTest
  static final ArchRule decisionsDoNotKnowTheirGlue =
      noClasses()
          .that()
          .resideInAPackage("dev.watchbill.planner")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.watchbill.planner.kafka..")
          .because("decisions come first");

  @ArchTest
  static final ArchRule theEngineKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("dev.watchbill.rota..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.watchbill.planner..", "dev.watchbill.roster..", "dev.watchbill.schemas..")
          .because("who is on call is a function of a definition and time alone");

  @ArchTest
  static final ArchRule nobodyAsksForTheTime =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time is passed in, so that a test can hold it");

  @ArchTest
  static final ArchRule neighboursMeetInTopics =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.watchbill.ingest..",
              "dev.watchbill.escalation..",
              "dev.watchbill.notifier..",
              "dev.watchbill.console..",
              "dev.watchbill.launcher..")
          .because("modules meet only in schemas");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("dev.watchbill.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a cycle of packages is one package that is hard to read");
}

package dev.watchbill.escalation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.watchbill.escalation",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ONLY_GLUE_KNOWS_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackage("..kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "dev.watchbill.escalation.kafka..")
          .because("decisions must be testable, and readable, without a broker");

  @ArchTest
  static final ArchRule NOBODY_ASKS_WHAT_TIME_IT_IS =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time is passed in, or no test could say what happens at 03:00");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("dev.watchbill.escalation.(**)")
          .should()
          .beFreeOfCycles()
          .because("glue knows decisions, never the other way round");

  @ArchTest
  static final ArchRule NO_NEIGHBOURS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.watchbill.ingest..",
              "dev.watchbill.planner..",
              "dev.watchbill.rota..",
              "dev.watchbill.roster..",
              "dev.watchbill.notifier..",
              "dev.watchbill.console..",
              "dev.watchbill.launcher..")
          .because("modules meet only in schemas");
}

package dev.watchbill.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.watchbill.notifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {
  @ArchTest
  static final ArchRule onlyGlueKnowsKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("..kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("decisions must be testable, and readable, without a broker");

  @ArchTest
  static final ArchRule onlySlackKnowsSlack =
      noClasses()
          .that()
          .resideOutsideOfPackage("..slack..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.slack..")
          .because("a provider is one package, and the next one is written beside it");

  @ArchTest
  static final ArchRule nobodyAsksTheSystemForTheTime =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time is passed in, so that tests can hold it");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("dev.watchbill.(notifier..)")
          .should()
          .beFreeOfCycles()
          .because("a package can be understood after those it uses");

  @ArchTest
  static final ArchRule seesNoNeighbour =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.watchbill.ingest..",
              "dev.watchbill.planner..",
              "dev.watchbill.rota..",
              "dev.watchbill.roster..",
              "dev.watchbill.escalation..",
              "dev.watchbill.console..",
              "dev.watchbill.launcher..")
          .because("modules meet only in schemas");
}

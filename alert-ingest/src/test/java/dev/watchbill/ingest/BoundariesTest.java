package dev.watchbill.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.watchbill.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {
  @ArchTest
  static final ArchRule onlyGlueKnowsKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ingest.kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("decisions must be testable, and readable, without a broker");

  @ArchTest
  static final ArchRule onlyTheFrontDoorKnowsHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ingest.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..")
          .because("a format is a function of bytes, whatever brought them");

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
              "dev.watchbill.planner..",
              "dev.watchbill.rota..",
              "dev.watchbill.roster..",
              "dev.watchbill.escalation..",
              "dev.watchbill.notifier..",
              "dev.watchbill.console..",
              "dev.watchbill.launcher..")
          .because("modules meet only in schemas");

  @ArchTest
  static final ArchRule whatAllFormatsShareKnowsNone =
      noClasses()
          .that()
          .resideInAPackage("dev.watchbill.ingest")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.watchbill.ingest.*..")
          .because("a further format must not touch what the others stand on");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("dev.watchbill.ingest.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a cycle of packages is one package that is hard to read");
}

package dev.watchbill.roster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.watchbill.roster",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class RosterBoundariesTest {
  @ArchTest
  static final ArchRule rostersKnowNoKafka =
      noClasses()
          .that()
          .resideInAPackage("dev.watchbill.roster..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("a roster must be readable, checkable and answerable without a broker");

  @ArchTest
  static final ArchRule onlyTheReaderKnowsYaml =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.watchbill.roster.yaml")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..")
          .because("after the door there are records only");

  @ArchTest
  static final ArchRule nobodyAsksForTheTime =
      noClasses()
          .that()
          .resideInAPackage("dev.watchbill.roster..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("time is passed in");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("dev.watchbill.(**)")
          .should()
          .beFreeOfCycles()
          .because("each package can then be understood after those below it");

  @ArchTest
  static final ArchRule noNeighbourIsSeen =
      noClasses()
          .that()
          .resideInAPackage("dev.watchbill.roster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.watchbill.ingest..",
              "dev.watchbill.escalation..",
              "dev.watchbill.notifier..",
              "dev.watchbill.console..",
              "dev.watchbill.launcher..",
              "dev.watchbill.planner..")
          .because("modules meet only in schemas, and rosters don't know who plans them");
}

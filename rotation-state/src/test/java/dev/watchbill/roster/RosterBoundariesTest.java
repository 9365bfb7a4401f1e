package dev.watchbill.roster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.testkit.Boundaries;
import dev.watchbill.testkit.WithoutTests;

@AnalyzeClasses(
    packages = "dev.watchbill.roster",
    importOptions = {WithoutTests.class, ImportOption.DoNotIncludeJars.class})
class RosterBoundariesTest {
  @ArchTest
  static final ArchRule rostersKnowNoKafka =
      Boundaries.onlyGlueKnowsKafka("dev.watchbill.planner.kafka..");

  @ArchTest
  static final ArchRule onlyTheReaderKnowsYaml =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.watchbill.roster.yaml")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..")
          .because("after the door there are records only");

  @ArchTest static final ArchRule nobodyAsksForTheTime = Boundaries.nobodyAsksForTheTime();

  @ArchTest
  static final ArchRule packagesHaveNoCycles = Boundaries.hasNoCycles("dev.watchbill.(**)");

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

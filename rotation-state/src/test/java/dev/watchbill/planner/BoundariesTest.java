package dev.watchbill.planner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.testkit.Boundaries;
import dev.watchbill.testkit.WithoutTests;

@AnalyzeClasses(
    packages = {"dev.watchbill.planner", "dev.watchbill.rota", "dev.watchbill.roster"},
    importOptions = WithoutTests.class)
class BoundariesTest {
  @ArchTest
  static final ArchRule onlyGlueKnowsKafka =
      Boundaries.onlyGlueKnowsKafka("dev.watchbill.planner.kafka..");

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

  @ArchTest static final ArchRule nobodyAsksForTheTime = Boundaries.nobodyAsksForTheTime();

  @ArchTest
  static final ArchRule neighboursMeetInTopics =
      Boundaries.seesNoNeighbour("planner", "rota", "roster");

  @ArchTest
  static final ArchRule packagesHaveNoCycles = Boundaries.hasNoCycles("dev.watchbill.(*)..");
}

package dev.watchbill.escalation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.testkit.Boundaries;
import dev.watchbill.testkit.WithoutTests;

@AnalyzeClasses(packages = "dev.watchbill.escalation", importOptions = WithoutTests.class)
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

  @ArchTest static final ArchRule NOBODY_ASKS_WHAT_TIME_IT_IS = Boundaries.nobodyAsksForTheTime();

  @ArchTest
  static final ArchRule NO_CYCLES = Boundaries.hasNoCycles("dev.watchbill.escalation.(**)");

  @ArchTest static final ArchRule NO_NEIGHBOURS = Boundaries.seesNoNeighbour("escalation");
}

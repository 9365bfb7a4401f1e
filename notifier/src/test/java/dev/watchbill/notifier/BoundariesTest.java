package dev.watchbill.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.testkit.Boundaries;
import dev.watchbill.testkit.WithoutTests;

@AnalyzeClasses(packages = "dev.watchbill.notifier", importOptions = WithoutTests.class)
class BoundariesTest {
  @ArchTest static final ArchRule onlyGlueKnowsKafka = Boundaries.onlyGlueKnowsKafka("..kafka..");

  @ArchTest
  static final ArchRule onlySlackKnowsSlack =
      noClasses()
          .that()
          .resideOutsideOfPackage("..slack..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.slack..")
          .because("a provider is one package, and the next one is written beside it");

  @ArchTest static final ArchRule nobodyAsksTheSystemForTheTime = Boundaries.nobodyAsksForTheTime();

  @ArchTest static final ArchRule noCycles = Boundaries.hasNoCycles("dev.watchbill.(notifier..)");

  @ArchTest static final ArchRule seesNoNeighbour = Boundaries.seesNoNeighbour("notifier");
}

package dev.watchbill.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.testkit.Boundaries;
import dev.watchbill.testkit.WithoutTests;

@AnalyzeClasses(packages = "dev.watchbill.launcher", importOptions = WithoutTests.class)
class BoundariesTest {
  @ArchTest
  static final ArchRule commandsKnowNoBroker =
      noClasses()
          .that()
          .resideInAPackage("..launcher.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("a command asks the API, as anybody can; only tail reads topics, through kafka");

  @ArchTest static final ArchRule nobodyAsksForTheTime = Boundaries.nobodyAsksForTheTime();

  @ArchTest static final ArchRule noCycles = Boundaries.hasNoCycles("dev.watchbill.launcher.(*)..");

  @ArchTest
  static final ArchRule noCyclesOfCommands =
      Boundaries.hasNoCycles("dev.watchbill.launcher.cli.(*)..");
}

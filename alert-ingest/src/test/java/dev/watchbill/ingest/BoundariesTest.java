package dev.watchbill.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.testkit.Boundaries;
import dev.watchbill.testkit.WithoutTests;

@AnalyzeClasses(packages = "dev.watchbill.ingest", importOptions = WithoutTests.class)
class BoundariesTest {
  @ArchTest
  static final ArchRule onlyGlueKnowsKafka = Boundaries.onlyGlueKnowsKafka("..ingest.kafka..");

  @ArchTest
  static final ArchRule onlyTheFrontDoorKnowsHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ingest.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..")
          .because("a format is a function of bytes, whatever brought them");

  @ArchTest static final ArchRule nobodyAsksForTheTime = Boundaries.nobodyAsksForTheTime();

  @ArchTest static final ArchRule neighboursMeetInTopics = Boundaries.seesNoNeighbour("ingest");

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
  static final ArchRule packagesHaveNoCycles = Boundaries.hasNoCycles("dev.watchbill.ingest.(*)..");
}

package dev.watchbill.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.helidon.webserver.http.HttpRules;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.watchbill.console",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ConsoleBoundariesTest {
  @ArchTest
  static final ArchRule onlyGlueKnowsKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("..kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("pages and answers must be testable, and readable, without a broker");

  @ArchTest
  static final ArchRule onlyGlueKnowsHttp =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.watchbill.console.readmodel",
              "dev.watchbill.console.api",
              "dev.watchbill.console.auth",
              "dev.watchbill.console.pages")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..")
          .because("what is answered doesn't depend on how it is asked");

  @ArchTest
  static final ArchRule onlyTheReadModelKnowsSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("..readmodel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jdbi..", "java.sql..")
          .because("another database changes one package");

  @ArchTest
  static final ArchRule everyRouteStandsBehindTheGate =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.watchbill.console.http.Gate")
          .should()
          .callMethodWhere(
              new com.tngtech.archunit.base.DescribedPredicate<>("registers a route") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                  return call.getTargetOwner().isEquivalentTo(HttpRules.class);
                }
              })
          .because("a route registered elsewhere would be open to everybody");

  @ArchTest
  static final ArchRule timeIsPassedIn =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("tests must be able to stop the clock");

  @ArchTest
  static final ArchRule noPackageCycles =
      slices()
          .matching("dev.watchbill.console.(**)")
          .should()
          .beFreeOfCycles()
          .because("a cycle is one package in two places");

  @ArchTest
  static final ArchRule modulesMeetInSchemas =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.watchbill.ingest..",
              "dev.watchbill.rota..",
              "dev.watchbill.roster..",
              "dev.watchbill.planner..",
              "dev.watchbill.escalation..",
              "dev.watchbill.notifier..",
              "dev.watchbill.launcher..")
          .because("what a module knows of its neighbour is a record type and a topic");
}

package dev.watchbill.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.testkit.Boundaries;
import dev.watchbill.testkit.WithoutTests;
import io.helidon.webserver.http.HttpRules;

@AnalyzeClasses(packages = "dev.watchbill.console", importOptions = WithoutTests.class)
class ConsoleBoundariesTest {
  @ArchTest static final ArchRule onlyGlueKnowsKafka = Boundaries.onlyGlueKnowsKafka("..kafka..");

  @ArchTest
  static final ArchRule onlyGlueKnowsHttp =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.watchbill.console.readmodel..",
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

  @ArchTest static final ArchRule timeIsPassedIn = Boundaries.nobodyAsksForTheTime();

  @ArchTest
  static final ArchRule noPackageCycles = Boundaries.hasNoCycles("dev.watchbill.console.(**)");

  @ArchTest static final ArchRule modulesMeetInSchemas = Boundaries.seesNoNeighbour("console");
}

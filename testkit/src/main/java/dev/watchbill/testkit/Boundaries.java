package dev.watchbill.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;

/** The boundaries that every module keeps, each as a rule for its own classes. */
public final class Boundaries {
  /** Top packages of the modules that meet only in {@code schemas}. */
  private static final List<String> AREAS =
      List.of(
          "ingest", "planner", "rota", "roster", "escalation", "notifier", "console", "launcher");

  private Boundaries() {}

  /** No clock of the system is read; one may be passed in. */
  public static ArchRule nobodyAsksForTheTime() {
    return noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("time is passed in, or no test could say what happens at 03:00");
  }

  /**
   * Kafka is known in one place.
   *
   * @param glue the packages that may know it, such as {@code ..ingest.kafka..}
   */
  public static ArchRule onlyGlueKnowsKafka(String... glue) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(glue)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("decisions must be testable, and readable, without a broker");
  }

  /**
   * What a module knows of another is a record type and a topic.
   *
   * @param own the areas that are the module's own, such as {@code ingest}
   */
  public static ArchRule seesNoNeighbour(String... own) {
    var others =
        AREAS.stream()
            .filter(area -> !Arrays.asList(own).contains(area))
            .map(area -> "dev.watchbill." + area + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(
            Arrays.stream(own).map(area -> "dev.watchbill." + area + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("modules meet only in schemas");
  }

  /**
   * Packages don't know each other in circles.
   *
   * @param slices such as {@code dev.watchbill.ingest.(**)}
   */
  public static ArchRule hasNoCycles(String slices) {
    return slices()
        .matching(slices)
        .should()
        .beFreeOfCycles()
        .because("a cycle of packages is one package that is hard to read");
  }
}

package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.MIDNIGHT;
import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which policy and team, and why. */
class RosterDirectoryTest {

  @Test
  void takesTheServicesOwnPolicyBeforeAnyRoute() {
    var routing = TestRoster.shop().routes(route().setPolicy("anyone").build()).directory();

    assertThat(route(routing, "checkout", Severity.ERROR))
        .returns("tier-1", r -> r.plan().policy())
        .returns("service 'checkout' names policy 'tier-1'", Directory.Routing::why);
  }

  @Test
  void takesTheFirstRouteThatMatches() {
    var directory =
        TestRoster.shop()
            .service("search", s -> s.setTier(2).setRegion("us"))
            .routes(
                route().setTier(1).setPolicy("anyone").setAt("a.yaml:1").build(),
                route().setTier(2).setRegion("eu").setPolicy("anyone").setAt("a.yaml:2").build(),
                route()
                    .setTier(2)
                    .setRegion("us")
                    .setPolicy("tier-1")
                    .setTeams(List.of("payments"))
                    .setAt("a.yaml:3")
                    .build(),
                route().setPolicy("anyone").setAt("a.yaml:4").build())
            .directory();

    assertThat(route(directory, "search", Severity.ERROR))
        .returns("tier-1", r -> r.plan().policy())
        .returns(Optional.of("payments"), Directory.Routing::team)
        .returns("route a.yaml:3 names policy 'tier-1'", Directory.Routing::why);
  }

  @Test
  void routesAServiceNobodyKnowsByItsLabels() {
    var directory =
        TestRoster.shop()
            .routes(
                route().setLabels(Map.of("team", "data")).setPolicy("tier-1").setAt("a:1").build())
            .directory();

    var routing = directory.route("etl", Severity.ERROR, Map.of("team", "data"), MIDNIGHT);

    assertThat(routing.plan().policy()).isEqualTo("tier-1");
    assertThat(routing.fallback()).isFalse();
  }

  @Test
  void fallsBackToTheNextHigherSeverityAndThenToTheHighest() {
    var roster =
        TestRoster.shop()
            .without("policy:tier-1")
            .policy("tier-1", "warning", p -> p, step(Duration.ofMinutes(1), "person:bo"))
            .policy("tier-1", "error", p -> p, step(Duration.ofMinutes(2), "person:bo"));
    var directory = roster.directory();

    assertThat(route(directory, "checkout", Severity.INFO).plan().severity()).isEqualTo("warning");
    assertThat(route(directory, "checkout", Severity.WARNING).plan().severity())
        .isEqualTo("warning");
    assertThat(route(directory, "checkout", Severity.CRITICAL))
        .returns("error", r -> r.plan().severity())
        .returns(
            "service 'checkout' names policy 'tier-1', which has no rules for critical: those for error hold",
            Directory.Routing::why);
  }

  @Test
  void takesTheNextTeamOfARouteWhenTheFirstHasNobody() {
    var directory =
        TestRoster.shop()
            .team("payments", t -> t.setSchedules(List.of("empty")))
            .team("platform", t -> t.setSchedules(List.of("secondary")))
            .service("search", s -> s)
            .routes(
                route()
                    .setPolicy("tier-1")
                    .setTeams(List.of("payments", "platform"))
                    .setAt("a:1")
                    .build())
            .directory();

    assertThat(route(directory, "search", Severity.ERROR).team()).contains("platform");
  }

  @Test
  void knowsSupportHoursInTheTeamsOwnZone() {
    var directory =
        TestRoster.shop()
            .team(
                "payments",
                t ->
                    t.setTimezone("Europe/Berlin")
                        .setSupportHours(
                            List.of(
                                new HoursWindow(List.of("mon", "tue"), "09:00", "17:00"),
                                new HoursWindow(List.of("fri"), "22:00", "06:00"))))
            .directory();
    var team = Optional.of("payments");

    assertThat(directory.isOffHours(team, Instant.parse("2026-01-05T07:59:00Z"))).isTrue();
    assertThat(directory.isOffHours(team, Instant.parse("2026-01-05T08:00:00Z"))).isFalse();
    assertThat(directory.isOffHours(team, Instant.parse("2026-01-05T16:00:00Z"))).isTrue();
    assertThat(directory.isOffHours(team, Instant.parse("2026-01-10T04:59:00Z"))).isFalse();
    assertThat(directory.isOffHours(team, Instant.parse("2026-01-11T04:00:00Z"))).isTrue();
  }

  @Test
  void isNotOnCallAtTheEndOfAShiftButIsAtItsStart() {
    var directory =
        TestRoster.shop()
            .nobodyOnCall("primary")
            .onCall("primary", "asha", MIDNIGHT, MIDNIGHT.plusSeconds(60))
            .onCall("primary", "bo", MIDNIGHT.plusSeconds(60), MIDNIGHT.plusSeconds(120))
            .directory();

    assertThat(directory.onCall("primary", MIDNIGHT))
        .extracting(Directory.Duty::person)
        .containsExactly("asha");
    assertThat(directory.onCall("primary", MIDNIGHT.plusSeconds(60)))
        .extracting(Directory.Duty::person)
        .containsExactly("bo");
    assertThat(directory.onCall("primary", MIDNIGHT.plusSeconds(120))).isEmpty();
  }

  @Test
  void freezesThePolicyByItsContent() {
    var first = route(TestRoster.shop().directory(), "checkout", Severity.ERROR).plan();
    var same =
        route(TestRoster.shop().version("v2").directory(), "checkout", Severity.ERROR).plan();
    var other =
        route(
                TestRoster.shop()
                    .policy("tier-1", "error", p -> p, step(Duration.ofMinutes(9), "person:bo"))
                    .directory(),
                "checkout",
                Severity.ERROR)
            .plan();

    assertThat(same).isEqualTo(first);
    assertThat(other.hash()).isNotEqualTo(first.hash());
    assertThat(Plan.of(first.toPolicy())).isEqualTo(first);
  }

  private static Route.Builder route() {
    return Route.newBuilder();
  }

  private static Directory.Routing route(Directory directory, String service, Severity severity) {
    return directory.route(service, severity, Map.of(), MIDNIGHT);
  }
}

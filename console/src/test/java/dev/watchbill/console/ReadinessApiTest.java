package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.schemas.Heard;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterProblems;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.Watched;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessApiTest {
  @TempDir Path folder;
  private RunningConsole console = nothing();
  private Shop shop = noShop();
  private String token = "";

  @SuppressWarnings("NullAway") // Set before each test.
  private static RunningConsole nothing() {
    return null;
  }

  @SuppressWarnings("NullAway") // Set before each test.
  private static Shop noShop() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    shop = new Shop(console);
    token = console.token("viewer", null);
    shop.roster("schedule:primary", promising("24x7"));
    shop.roster("policy:all", policy());
    shop.roster(
        "service:checkout",
        RosterRecord.newBuilder()
            .setService(
                Service.newBuilder()
                    .setId("checkout")
                    .setName("Checkout")
                    .setTeam("payments")
                    .setTier(1)
                    .setRegion("eu")
                    .setPolicy("all")
                    .build())
            .build());
    inForce();
  }

  private void inForce() {
    shop.roster(
        "roster:current",
        RosterRecord.newBuilder()
            .setVersion("v2")
            .setCurrent(RosterCurrent.newBuilder().setAt(Shop.AT).build())
            .build());
  }

  private static RosterRecord promising(String promise) {
    return RosterRecord.newBuilder()
        .setSchedule(
            Schedule.newBuilder()
                .setId("primary")
                .setTeam("payments")
                .setPromise(promise)
                .setHorizonMs(3_600_000)
                .build())
        .build();
  }

  private static RosterRecord policy() {
    return RosterRecord.newBuilder().setPolicy(asking("schedule", "primary")).build();
  }

  private static Policy asking(String kind, String id) {
    var step =
        PolicyStep.newBuilder()
            .setTargets(List.of(Target.newBuilder().setKind(kind).setIds(List.of(id)).build()))
            .build();
    return Policy.newBuilder()
        .setId("all")
        .setSeverities(Map.of("error", SeverityPolicy.newBuilder().setSteps(List.of(step)).build()))
        .build();
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void namesACalendarThatCantBeRead() throws Exception {
    shop.roster(
        "roster:problems",
        RosterRecord.newBuilder()
            .setVersion("v2")
            .setProblems(
                RosterProblems.newBuilder()
                    .setAt(Shop.AT)
                    .setCalendars(List.of("people.asha.away[0].calendar: it answers 503"))
                    .build())
            .build());

    var findings = console.get("/api/v1/readiness", token).json().path("findings");

    assertThat(findings)
        .filteredOn(it -> it.path("kind").asText().equals("calendar"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("text").asText()).contains("it answers 503"));
    assertThat(findings).noneMatch(it -> it.path("kind").asText().equals("roster"));
  }

  @Test
  void namesAProxyThatNobodyNamed() {
    assertThat(readiness().path("findings"))
        .noneMatch(it -> it.path("kind").asText().equals("proxy"));
    var _ = console.ask("GET", "/sign-in", null, "X-Forwarded-For", "203.0.113.5");
    var _ = console.ask("GET", "/", null, "X-Forwarded-For", "203.0.113.5");
    assertThat(readiness().path("findings"))
        .as("nobody who is known came through it")
        .noneMatch(it -> it.path("kind").asText().equals("proxy"));

    var bearer = "Bearer " + token;
    var _ =
        console.ask("GET", "/", null, "X-Forwarded-For", "203.0.113.5", "Authorization", bearer);

    assertThat(readiness().path("findings"))
        .filteredOn(it -> it.path("kind").asText().equals("proxy"))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.path("subject").asText()).isEqualTo("127.0.0.1");
          assertThat(it.path("text").asText()).contains("WATCHBILL_TRUSTED_PROXIES");
        });
  }

  @Test
  void saysWhoIsOnCallForAService() {
    assertThat(schedules("service=checkout")).containsExactly("primary");
    // One schedule for two reasons is answered once.
    assertThat(schedules("schedule=primary&service=checkout")).containsExactly("primary");
    var unknown = console.get("/api/v1/oncall?service=chekout", token);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text())
        .contains("service: expected a service of the roster, but got")
        .contains("chekout");
  }

  @Test
  void aServiceWhosePolicyAsksNoScheduleHasThatOfItsTeamOrNone() {
    shop.roster("policy:all", RosterRecord.newBuilder().setPolicy(asking("person", "cto")).build());
    inForce();
    assertThat(schedules("service=checkout")).isEmpty();

    shop.roster(
        "team:payments",
        RosterRecord.newBuilder()
            .setTeam(Team.newBuilder().setId("payments").setSchedules(List.of("primary")).build())
            .build());
    inForce();
    assertThat(schedules("service=checkout")).containsExactly("primary");
  }

  private List<String> schedules(String query) {
    var schedules = new ArrayList<String>();
    console
        .get("/api/v1/oncall?" + query, token)
        .json()
        .forEach(each -> schedules.add(each.path("schedule").textValue()));
    return schedules;
  }

  @Test
  void saysWhoWouldComeForEachService() {
    var service = readiness().path("services").path(0);

    assertThat(service.path("id").textValue()).isEqualTo("checkout");
    assertThat(service.path("policy").textValue()).isEqualTo("all");
    var schedule = service.path("schedules").path(0);
    assertThat(schedule.path("who").path(0).textValue()).isEqualTo("asha");
    assertThat(schedule.path("until").textValue()).isEqualTo("2026-01-05T10:00:00Z");
    assertThat(schedule.path("next").path(0).textValue()).isEqualTo("bo");
  }

  @Test
  void aPromisedGapIsAProblemOfItsTeam() {
    var state = readiness();

    assertThat(kinds(state.path("findings"))).contains("gap");
    assertThat(state.path("state").textValue()).isEqualTo("not-ready");
    assertThat(state.path("teams").path(0).path("state").textValue()).isEqualTo("not-ready");
    var gap = finding(state, "gap");
    assertThat(gap.path("from").textValue()).isEqualTo("2026-01-05T12:00:00Z");
    assertThat(gap.path("to").textValue()).isEqualTo("2026-01-05T14:00:00Z");
    assertThat(gap.path("subject").textValue()).isEqualTo("primary");
  }

  @Test
  void nobodyNowIsAProblemOfTheService() {
    console.clock.advance(java.time.Duration.ofHours(3));

    assertThat(finding(readiness(), "nobody").path("subject").textValue()).isEqualTo("checkout");
  }

  @Test
  void monitoringThatHasGoneSilentIsAProblem() {
    shop.roster(
        "integration:watchdog",
        RosterRecord.newBuilder()
            .setIntegration(
                Integration.newBuilder()
                    .setName("watchdog")
                    .setType("heartbeat")
                    .setEveryMs(60_000)
                    .setService("checkout")
                    .build())
            .build());
    inForce();
    assertThat(kinds(readiness().path("findings"))).contains("never-heard");

    beat("heard:watchdog", Heartbeat.newBuilder().setHeard(new Heard(Shop.AT, "curl")).build());
    assertThat(kinds(readiness().path("findings"))).doesNotContain("never-heard", "silent");

    beat(
        "watched:watchdog",
        Heartbeat.newBuilder()
            .setWatched(
                Watched.newBuilder().setSince(Shop.AT).setMissedAt(Shop.AT.plusSeconds(90)).build())
            .build());
    assertThat(finding(readiness(), "silent").path("team").textValue()).isEqualTo("payments");
  }

  private void beat(String key, Heartbeat beat) {
    console.received(console.topics.heartbeats, key, beat);
  }

  @Test
  void aHandoffNobodyAcceptedIsSaidUntilSomebodyDoes() {
    happened("handoff", "primary/handoff/1");
    console.clock.advance(java.time.Duration.ofMinutes(31));
    assertThat(finding(readiness(), "handoff").path("people").path(0).textValue()).isEqualTo("bo");

    happened("handoff-accepted", "primary/handoff/1/accepted");
    assertThat(kinds(readiness().path("findings"))).doesNotContain("handoff");
  }

  private void happened(String type, String id) {
    console.received(
        console.topics.scheduleEvents,
        "primary",
        ScheduleEvent.newBuilder()
            .setId(id)
            .setType(type)
            .setSchedule("primary")
            .setTeam("payments")
            .setAt(console.clock.instant())
            .setIncoming(List.of("bo"))
            .build());
  }

  @Test
  void saysWhichPageReachedSomebodyLast() {
    assertThat(kinds(readiness().path("findings"))).contains("no-page");

    console.received(
        console.topics.receipts,
        "checkout",
        dev.watchbill.schemas.Receipt.newBuilder()
            .setId("r1")
            .setPage("p1")
            .setPerson("asha")
            .setChannel("inbox")
            .setOutcome("delivered")
            .setAt(Shop.AT)
            .build());
    var state = readiness();
    assertThat(state.path("lastPage").path("person").textValue()).isEqualTo("asha");
    assertThat(kinds(state.path("findings"))).doesNotContain("no-page");
  }

  @Test
  void answersOneTeamAndRefusesAnotherByName() {
    assertThat(console.get("/api/v1/readiness?team=payments", token).status()).isEqualTo(200);
    assertThat(console.get("/api/v1/readiness?team=nobody", token).status()).isEqualTo(404);
  }

  private JsonNode readiness() {
    return console.get("/api/v1/readiness", token).json();
  }

  private static List<String> kinds(JsonNode findings) {
    return findings.findValuesAsText("kind");
  }

  private static JsonNode finding(JsonNode state, String kind) {
    for (var finding : state.path("findings")) {
      if (finding.path("kind").asText().equals(kind)) {
        return finding;
      }
    }
    throw new AssertionError("no finding " + kind + " in " + state.path("findings"));
  }
}

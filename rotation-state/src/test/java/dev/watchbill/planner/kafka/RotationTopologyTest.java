package dev.watchbill.planner.kafka;

import static dev.watchbill.planner.kafka.PlannerBench.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Person;
import dev.watchbill.rota.ShiftOverride;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTopologyTest {
  @TempDir Path stateDir;

  private PlannerBench bench;

  @BeforeEach
  void start() {
    // A Wednesday; asha's turn began on Monday.
    bench = new PlannerBench(stateDir, "2026-01-07T12:00:00Z");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void publishesEightWeeksAndMakesTheRosterCurrent() {
    bench.propose("v1", weekly("primary", "asha", "bo"));

    assertThat(bench.current()).containsExactly("v1");
    assertThat(bench.written())
        .startsWith("primary/2026-W02", "primary/2026-W03")
        .endsWith("primary/2026-W10", "primary/ledger");
    assertThat(bench.onCall("primary", "2026-01-07T12:00:00Z")).containsExactly("asha");
    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("bo");
    assertThat(bench.onCall("primary", "2026-03-04T11:00:00Z")).containsExactly("asha");
  }

  @Test
  void publishesTheRunningTurnFromItsStart() {
    bench.propose("v1", weekly("primary", "asha", "bo"));

    assertThat(bench.onCall("primary", "2026-01-05T08:00:00Z")).containsExactly("asha");
    assertThat(bench.onCall("primary", "2026-01-05T07:59:59Z")).isEmpty();
  }

  @Test
  void saysThatAPlanWasPublished() {
    bench.propose("v1", weekly("primary", "asha", "bo"));

    assertThat(bench.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getType()).isEqualTo("plan-published");
          assertThat(event.getSchedule()).isEqualTo("primary");
          assertThat(event.getTeam()).isEqualTo("payments");
          assertThat(event.getRosterVersion()).isEqualTo("v1");
          assertThat(event.getEnd()).isEqualTo("2026-03-05T00:00:00Z");
        });
  }

  @Test
  void changesNothingWhenTheSameIsProposedAgain() {
    var rota = weekly("primary", "asha", "bo");
    bench.propose("v1", rota);
    bench.written();
    bench.events();
    bench.pass(Duration.ofMinutes(5));

    bench.propose("v2", rota);

    assertThat(bench.written()).isEmpty();
    assertThat(bench.events()).isEmpty();
    assertThat(bench.current()).containsExactly("v1", "v2");
  }

  @Test
  void movesNothingThatIsPublishedWhenSomebodyJoins() {
    bench.propose("v1", weekly("primary", "asha", "bo"));
    bench.events();
    var before = bench.week("primary/2026-W06");

    bench.propose("v2", weekly("primary", "carla", "asha", "bo"));

    assertThat(bench.week("primary/2026-W06")).isEqualTo(before);
    assertThat(bench.events("shift-moved")).isEmpty();
  }

  @Test
  void tellsWhoseShiftsMovedWhenSomebodyLeaves() {
    bench.propose("v1", weekly("primary", "asha", "bo", "carla"));
    bench.events();

    bench.propose("v2", weekly("primary", "asha", "carla"));

    assertThat(bench.onCall("primary", "2026-01-12T07:59:59Z")).containsExactly("asha");
    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("carla");
    assertThat(bench.onCall("primary", "2026-01-19T08:00:00Z")).containsExactly("carla");
    assertThat(bench.events("shift-moved").getFirst())
        .satisfies(moved -> {
          assertThat(moved.getStart()).isEqualTo("2026-01-12T08:00:00Z");
          assertThat(moved.getEnd()).isEqualTo("2026-01-19T08:00:00Z");
          assertThat(moved.getOutgoing()).containsExactly("bo");
          assertThat(moved.getIncoming()).containsExactly("carla");
          assertThat(moved.getWhy()).isEqualTo("the roster changed: next in turn");
        });
  }

  @Test
  void letsAnOverrideActOnTheRunningTurn() {
    var rota = weekly("primary", "asha", "bo");
    bench.propose("v1", rota);
    bench.events();

    bench.propose(
        "v2",
        rota.overrides(
            List.of(
                ShiftOverride.cover(
                    "bo",
                    Instant.parse("2026-01-07T18:00:00Z"),
                    Instant.parse("2026-01-07T22:00:00Z")))));

    assertThat(bench.onCall("primary", "2026-01-07T17:59:59Z")).containsExactly("asha");
    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("bo");
    assertThat(bench.onCall("primary", "2026-01-07T22:00:00Z")).containsExactly("asha");
    assertThat(bench.events("shift-moved")).hasSize(1);
  }

  @Test
  void publishesAsBeforeWhenAnOverrideIsTakenBack() {
    var rota = weekly("primary", "asha", "bo");
    bench.propose("v1", rota);
    var before = bench.week("primary/2026-W02");
    var evening = Instant.parse("2026-01-07T18:00:00Z");
    bench.propose(
        "v2",
        rota.overrides(
            List.of(ShiftOverride.cover("bo", evening, evening.plus(Duration.ofHours(4))))));

    bench.propose("v3", rota);

    assertThat(bench.week("primary/2026-W02")).isEqualTo(before);
  }

  @Test
  void withdrawsAScheduleThatIsNoLongerThere() {
    bench.propose("v1", weekly("primary", "asha", "bo"), weekly("other", "dmitri"));
    bench.events();

    bench.roster("schedule:other", null).propose("v2");

    assertThat(bench.published().keySet()).allMatch(key -> key.startsWith("primary/"));
    assertThat(bench.events("plan-removed"))
        .extracting(ScheduleEvent::getSchedule)
        .containsExactly("other");
  }

  @Test
  void keepsForEverWhoServedAndByWhichRight() {
    var rota = weekly("primary", "asha", "bo");
    var evening = Instant.parse("2026-01-08T18:00:00Z");
    var cover = ShiftOverride.cover("bo", evening, evening.plus(Duration.ofHours(4)));
    bench.propose("v1", rota.overrides(List.of(cover)));

    bench.passUntil("2026-01-12T08:00:01Z").pass(Duration.ofSeconds(1));
    bench.pass(Duration.ofDays(1));

    assertThat(bench.served())
        .extracting(it -> "%s %s %s".formatted(it.getWho(), it.getStart(), it.getRight()))
        .containsExactly(
            "asha 2026-01-05T08:00:00Z turn",
            "bo 2026-01-08T18:00:00Z cover",
            "asha 2026-01-08T22:00:00Z turn");
  }

  @Test
  void letsABrokenNightChangeTheNextTurnThatIsNotPublished() {
    bench.propose("v1", weekly("primary", "asha", "bo"));
    bench.passUntil("2026-01-08T02:00:00Z");
    var published = bench.week("primary/2026-W09");
    bench.happened(event("checkout-1", "paged").setPerson("asha"));
    bench.pass(Duration.ofMinutes(5)).happened(event("checkout-1", "paged").setPerson("asha"));

    for (int day = 0; day < 14; day++) {
      bench.pass(Duration.ofDays(1));
    }

    assertThat(bench.week("primary/2026-W09")).isEqualTo(published);
    assertThat(bench.published().values())
        .filteredOn(state -> state.getWeek() != null)
        .flatExtracting(state -> state.getWeek().getShifts())
        .filteredOn(shift -> shift.getWhy().contains("broken"))
        .isNotEmpty()
        .allSatisfy(shift -> {
          assertThat(shift.getWho()).isEqualTo("bo");
          assertThat(shift.getWhy())
              .isEqualTo("next in turn; bo before asha: asha’s night was broken on 8 Jan");
        });
  }

  @Test
  void countsNoPageByDayAsABrokenNight() {
    bench.propose("v1", weekly("primary", "asha", "bo"));
    bench.published();
    bench.happened(event("checkout-1", "paged").setPerson("asha"));
    bench.happened(event("checkout-2", "paged").setPerson("dmitri"));

    assertThat(bench.written()).isEmpty();
  }

  @Test
  void offersTheShiftsOfSomebodyWhoWillBeAwayAndGivesThemAwayADayBefore() {
    bench.propose("v1", weekly("primary", "asha", "bo", "carla"));
    bench.events();
    var leave =
        Person.of("bo", PlannerBench.BERLIN)
            .away(
                Instant.parse("2026-01-11T23:00:00Z"),
                Instant.parse("2026-01-18T23:00:00Z"),
                "leave");

    bench.propose("v2", weekly("primary", "asha", "bo", "carla").person(leave));

    assertThat(bench.events())
        .filteredOn(event -> event.getType().equals("shift-offered"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getOutgoing()).containsExactly("bo");
          assertThat(event.getRotation()).isEqualTo("weekly");
          assertThat(event.getWhy()).startsWith("bo is away 12–18 Jan (leave); it stays theirs");
        });
    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("bo");

    bench.passUntil("2026-01-11T08:00:00Z");
    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).doesNotContain("bo").hasSize(1);
    assertThat(bench.onCall("primary", "2026-01-18T23:00:00Z")).containsExactly("bo");
    assertThat(bench.events("shift-moved"))
        .singleElement()
        .satisfies(event -> assertThat(event.getWhy()).startsWith("nobody took what was offered"));
  }

  @Test
  void announcesAHandoffOnce() {
    bench.propose("v1", weekly("primary", "asha", "bo")).passUntil("2026-01-12T07:59:59Z");
    assertThat(bench.events("handoff")).isEmpty();

    bench.pass(Duration.ofSeconds(1)).pass(Duration.ofSeconds(1)).pass(Duration.ofSeconds(1));

    assertThat(bench.events("handoff"))
        .singleElement()
        .satisfies(handoff -> {
          assertThat(handoff.getStart()).isEqualTo("2026-01-12T08:00:00Z");
          assertThat(handoff.getOutgoing()).containsExactly("asha");
          assertThat(handoff.getIncoming()).containsExactly("bo");
        });
  }

  @Test
  void announcesOnlyTheLatestHandoffAfterAStandstill() {
    bench.propose("v1", weekly("primary", "asha", "bo", "carla"));

    bench.passUntil("2026-01-20T12:00:00Z").pass(Duration.ofSeconds(1));

    assertThat(bench.events("handoff"))
        .singleElement()
        .satisfies(handoff -> {
          assertThat(handoff.getStart()).isEqualTo("2026-01-19T08:00:00Z");
          assertThat(handoff.getIncoming()).containsExactly("carla");
          assertThat(handoff.getWhy()).contains("min late");
        });
  }

  @Test
  void namesTheOpenIncidentsOfWhoeverHandsOver() {
    bench.propose("v1", weekly("primary", "asha", "bo"));
    bench.happened(event("checkout-1", "acknowledged").setPerson("asha"));
    bench.happened(event("checkout-2", "acknowledged").setPerson("bo"));

    bench.passUntil("2026-01-12T08:00:00Z");

    assertThat(bench.events("handoff").getFirst().getIncidents()).containsExactly("checkout-1");
  }

  @Test
  void handsOverWhatIsOpenAndWhatHappenedWithTheirTitles() {
    bench.propose("v1", weekly("primary", "asha", "bo"));
    opens("checkout-1", "2026-01-08T10:00:00Z", "payments");
    opens("checkout-2", "2026-01-09T10:00:00Z", "payments");
    opens("checkout-3", "2026-01-09T11:00:00Z", "payments");
    opens("search-1", "2026-01-09T12:00:00Z", "search");
    bench.happened(event("checkout-1", "acknowledged").setTeam("payments").setPerson("asha"));
    bench.happened(
        event("checkout-2", "resolved")
            .setTeam("payments")
            .setPerson("bo")
            .setAt(Instant.parse("2026-01-09T10:30:00Z")));
    // Whoever hands over has one of another team, too.
    bench.happened(event("search-1", "assigned").setTeam("search").setPeople(List.of("asha")));

    bench.passUntil("2026-01-12T08:00:00Z");

    var handoff = bench.events("handoff").getFirst();
    assertThat(handoff.getOpen())
        .extracting(
            it -> "%s %s %s %s".formatted(it.getId(), it.getTitle(), it.getState(), it.getBy()))
        .containsExactly(
            "checkout-1 Title of checkout-1 acknowledged asha",
            "checkout-3 Title of checkout-3 open null",
            "search-1 Title of search-1 open null");
    assertThat(handoff.getHappened())
        .extracting(it -> "%s %s %s".formatted(it.getId(), it.getState(), it.getBy()))
        .containsExactly("checkout-2 resolved bo");
    assertThat(handoff.getHappenedCount()).isEqualTo(3);
    assertThat(handoff.getSince()).isEqualTo("2026-01-05T08:00:00Z");
  }

  @Test
  void saysADayAheadAndAtTheHandoffWhoCantBeReached() {
    bench.person("asha").person("bo").propose("v1", weekly("primary", "asha", "bo"));

    bench.passUntil("2026-01-11T08:00:00Z");
    assertThat(bench.events("reminder"))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getUnreachable()).containsExactly("bo");
          assertThat(it.getTeam()).isEqualTo("payments");
        });

    bench.passUntil("2026-01-12T08:00:00Z");
    assertThat(bench.events("handoff").getFirst().getUnreachable()).containsExactly("bo");
  }

  @Test
  void believesWhoSetAContactThemselvesOnceItIsVerified() {
    bench.person("asha").person("bo").propose("v1", weekly("primary", "asha", "bo"));
    bench.sets("bo", null);
    bench.passUntil("2026-01-11T08:00:00Z");
    assertThat(bench.events("reminder").getFirst().getUnreachable()).containsExactly("bo");

    bench.sets("bo", Instant.parse("2026-01-11T09:00:00Z"));
    bench.passUntil("2026-01-12T08:00:00Z");

    assertThat(bench.events("handoff").getFirst().getUnreachable()).isEmpty();
  }

  private void opens(String incident, String at, String team) {
    bench.happened(
        event(incident, "opened")
            .setTeam(team)
            .setSeverity("critical")
            .setText("Title of " + incident)
            .setAt(Instant.parse(at)));
  }

  @Test
  void publishesFurtherAheadAsTimePasses() {
    bench.propose("v1", weekly("primary", "asha", "bo"));
    var before = bench.week("primary/2026-W06");

    bench.passUntil("2026-01-14T12:00:00Z");

    assertThat(bench.onCall("primary", "2026-03-11T23:59:59Z")).hasSize(1);
    assertThat(bench.week("primary/2026-W06")).isEqualTo(before);
  }

  @Test
  void forgetsWeeksThatAreLongOver() {
    bench.propose("v1", weekly("primary", "asha", "bo"));

    for (int day = 0; day < 30; day++) {
      bench.pass(Duration.ofDays(1));
    }

    // It is the sixth of February: two weeks ago was in week 4.
    assertThat(bench.published().keySet())
        .doesNotContain("primary/2026-W02", "primary/2026-W03")
        .contains("primary/2026-W04");
    assertThat(bench.onCall("primary", "2026-02-06T12:00:00Z")).containsExactly("asha");
  }

  @Test
  void goesOnWithTheRestWhenOneRecordCannotBeRead() {
    bench.raw(
        bench.cluster.topics().roster,
        "schedule:broken",
        "{not avro}".getBytes(StandardCharsets.UTF_8));

    bench.propose("v1", weekly("primary", "asha", "bo"));

    assertThat(bench.current()).containsExactly("v1");
    assertThat(bench.putAside("watchbill.roster", "reading")).isOne();
  }

  @Test
  void keepsWhatIsPublishedOfAScheduleThatCannotBePlanned() {
    bench.propose("v1", weekly("primary", "asha", "bo"), weekly("other", "dmitri"));
    bench.events();
    var broken =
        RosterRecord.newBuilder()
            .setSchedule(
                Schedule.newBuilder().setId("primary").setTeam("t").setDefinition("?").build())
            .build();

    bench.roster("schedule:primary", broken).propose("v2", weekly("other", "erin"));

    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("bo");
    assertThat(bench.onCall("other", "2026-01-12T08:00:00Z")).containsExactly("erin");
    assertThat(bench.events("plan-failed"))
        .singleElement()
        .satisfies(failed -> assertThat(failed.getWhy()).contains("as JSON"));
    assertThat(bench.current()).contains("v2");
  }

  @Test
  void putsARecordAsideThatCannotBeProcessed() {
    bench.raw(
        bench.cluster.topics().incidentEvents,
        "checkout",
        bench.encoded(
            bench.cluster.topics().incidentEvents,
            event("checkout-1", "acknowledged").setPerson("x".repeat(2_000_000)).build()));
    bench.happened(event("checkout-2", "acknowledged").setPerson("bo"));

    assertThat(bench.availability()).extracting("person").containsExactly("bo");
    assertThat(bench.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.getWhere()).startsWith("processing");
          assertThat(letter.getReason()).contains("Expected a record of at most");
        });
    assertThat(bench.putAside("watchbill.rotation-holdings-repartition", "processing")).isOne();
  }

  @Test
  void tellsWhoIsBusyFromAssignmentToResolution() {
    bench.happened(event("checkout-1", "assigned").setPeople(List.of("asha", "bo")));
    assertThat(bench.availability())
        .extracting(a -> a.getPerson() + " " + a.getState())
        .containsExactly("asha engaged", "bo engaged");

    bench.pass(Duration.ofMinutes(3));
    bench.happened(event("checkout-1", "acknowledged").setPerson("bo"));
    assertThat(bench.availability())
        .extracting(a -> a.getPerson() + " " + a.getState())
        .containsExactly("asha available");

    bench.pass(Duration.ofMinutes(3));
    bench.happened(event("checkout-1", "resolved").setPerson("bo"));
    assertThat(bench.availability())
        .singleElement()
        .satisfies(a -> {
          assertThat(a.getPerson()).isEqualTo("bo");
          assertThat(a.getState()).isEqualTo("available");
          assertThat(a.getSince()).isEqualTo(bench.clock.instant());
        });
  }

  @Test
  void staysBusySinceTheFirstOfTwoIncidents() {
    var since = bench.clock.instant();
    bench.happened(event("checkout-1", "acknowledged").setPerson("asha"));
    bench.pass(Duration.ofMinutes(3));
    bench.happened(event("checkout-2", "acknowledged").setPerson("asha"));
    bench.happened(event("checkout-1", "resolved"));

    assertThat(bench.availability().getLast())
        .satisfies(a -> {
          assertThat(a.getState()).isEqualTo("engaged");
          assertThat(a.getSince()).isEqualTo(since);
          assertThat(a.getIncidents()).containsExactly("checkout-2");
        });
  }

  private static IncidentEvent.Builder event(String incident, String type) {
    return IncidentEvent.newBuilder()
        .setId(incident + "/1")
        .setIncident(incident)
        .setService("checkout")
        .setType(type);
  }
}

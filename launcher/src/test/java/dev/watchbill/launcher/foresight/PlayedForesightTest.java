package dev.watchbill.launcher.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.console.api.Foresight;
import dev.watchbill.launcher.simulate.Rosters;
import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.PlanRecords;
import dev.watchbill.planner.Preview;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.publish.RosterRecords;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayedForesightTest {
  private static final Instant NOW = Instant.parse("2026-01-06T08:00:00Z");
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: Europe/Berlin, roles: {admin: [cto]}}
      people:
        ann: {name: Ann, timezone: UTC, contacts: {slack: U01}, notify: {high: [inbox, {via: slack, after: 2m}]}}
        bob: {name: Bob, timezone: UTC, contacts: {slack: U02}}
        cto: {name: Cto, timezone: UTC}
      teams:
        payments:
          members: [ann, bob]
          schedules:
            primary: {rotations: [{name: weekly, members: [ann, bob], start: 2026-01-05T09:00, shift: 1w}]}
      services:
        checkout: {team: payments, tier: 1}
      policies:
        urgent: {critical: {finally: person:cto, steps: [{notify: ["schedule:primary"], patience: 5m}]}}
      routes: [{when: {tier: 1}, policy: urgent}]
      """;

  @TempDir Path folder;

  @Test
  void saysOfWhatIsPublishedWhatTheFilesSay() throws Exception {
    var roster = roster();
    var question = new RouteQuestion("checkout", "critical", Map.of("env", "prod"), NOW);

    var answer =
        (JsonNode)
            new PlayedForesight()
                .route(
                    known(roster, List.of()),
                    new Foresight.Alert("checkout", "critical", Map.of("env", "prod"), NOW));

    var rosters = new Rosters();
    rosters.read(List.of(folder), NOW);
    var scratch = Files.createDirectory(folder.resolve("scratch"));
    assertThat(withoutReasons(answer))
        .isEqualTo(withoutReasons(question.ofFiles(folder, rosters, scratch, it -> {})))
        .containsSubsequence(
            "2026-01-06T08:00:00Z paged ann inbox",
            "2026-01-06T08:02:00Z paged ann slack",
            "2026-01-06T08:05:00Z paged cto inbox");
  }

  @Test
  void saysThatASilenceHoldsItBack() throws Exception {
    var silence =
        Silence.newBuilder()
            .setId("s1")
            .setStartsAt(NOW.minusSeconds(60))
            .setEndsAt(NOW.plusSeconds(3600))
            .setCreatedBy("ann")
            .setComment("planned work")
            .setMatchers(
                List.of(SilenceMatcher.newBuilder().setName("env").setValue("prod").build()))
            .build();
    var alert = new Foresight.Alert("checkout", "critical", Map.of("env", "prod"), NOW);

    var answer = (JsonNode) new PlayedForesight().route(known(roster(), List.of(silence)), alert);

    var first = answer.path("told").path(0);
    assertThat(first.path("event").asText()).isEqualTo("suppressed");
    assertThat(withoutReasons(answer)).noneMatch(it -> it.startsWith("2026-01-06T08:00:00Z paged"));
  }

  @Test
  void refusesATimeForWhichNothingIsPublished() throws Exception {
    var known = known(roster(), List.of());
    var late = new Foresight.Alert("checkout", "critical", Map.of(), NOW.plusSeconds(86400 * 90L));

    assertThatThrownBy(() -> new PlayedForesight().route(known, late))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a time for which shifts are published");
  }

  @Test
  void saysHowPublishedDutyIsSharedOut() throws Exception {
    var answer =
        (JsonNode)
            new PlayedForesight()
                .fairness(
                    known(roster(), List.of()),
                    List.of(),
                    List.of("primary"),
                    Instant.parse("2026-01-12T00:00:00Z"),
                    Instant.parse("2026-02-09T00:00:00Z"));

    var schedule = answer.path(0);
    assertThat(schedule.path("people")).hasSize(2);
    assertThat(schedule.path("balances").path(0).path("rotations").path(0).asText())
        .isEqualTo("primary/weekly");
    assertThat(schedule.path("balances").path(0).path("holds").asBoolean()).isTrue();
  }

  private static List<String> withoutReasons(JsonNode answer) {
    return StreamSupport.stream(answer.path("told").spliterator(), false)
        .map(it ->
            "%s %s %s %s"
                .formatted(
                    it.path("at").asText(),
                    it.path("event").asText(),
                    it.path("who").asText("-"),
                    it.path("via").asText("-")))
        .toList();
  }

  private Roster roster() throws IOException {
    Files.writeString(folder.resolve("roster.yaml"), ROSTER);
    return RosterReader.read(folder, new Environment(Map.of()), Purpose.ANSWER, NOW)
        .roster()
        .orElseThrow();
  }

  private static Foresight.Known known(Roster roster, List<Silence> silences) {
    var records = RosterRecords.of(roster, "v1");
    var definitions =
        Definitions.of(
            records.values().stream()
                .flatMap(record -> Stream.ofNullable(record.getSchedule()))
                .toList());
    var plans = new TreeMap<String, List<RotationState>>();
    Preview.published(definitions, roster.people().keySet(), NOW)
        .forEach(
            (id, plan) -> plans.put(id, new ArrayList<>(PlanRecords.of(plan, "v1", NOW).values())));
    return new Foresight.Known(NOW, "v1", records, plans, silences, Map.of(), Map.of());
  }
}

package dev.watchbill.roster.publish;

import static dev.watchbill.roster.RosterText.ENVIRONMENT;
import static dev.watchbill.roster.RosterText.GOOD;
import static dev.watchbill.roster.RosterText.roster;
import static dev.watchbill.roster.RosterText.the;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.Roster;
import dev.watchbill.rota.Absence;
import dev.watchbill.rota.Hours;
import dev.watchbill.rota.Promise;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.rota.ShiftOverride;
import dev.watchbill.rota.WeeklyAbsence;
import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Secrets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterRecordsTest {
  @Test
  void writesOneRecordForEachObject() {
    assertThat(records(GOOD))
        .containsOnlyKeys(
            "organization:org",
            "person:asha",
            "person:bo",
            "team:payments",
            "schedule:primary",
            "service:checkout",
            "service:gateway",
            "policy:anyone",
            "integration:prometheus",
            "routes:all",
            "maintenance:all");
  }

  @Test
  void writesTheVersionIntoEachRecord() {
    assertThat(records(GOOD).values()).extracting(RosterRecord::getVersion).containsOnly("v1");
  }

  @Test
  void writesEqualRecordsForEqualRosters() {
    assertThat(records(GOOD)).isEqualTo(records(GOOD));
  }

  @Test
  void writesNoSecretAndNoReferenceToOne() {
    assertThat(records(GOOD).toString()).doesNotContain("s3cr3t", "KEY");
  }

  @Test
  void writesWhatOthersNeedOfAPolicy() {
    var policy = Objects.requireNonNull(record(GOOD, "policy:anyone").getPolicy());
    var critical = the(policy.getSeverities(), "critical");
    assertThat(critical.getAckExpiresMs()).isEqualTo(1_800_000);
    assertThat(critical.getSteps())
        .singleElement()
        .satisfies(step -> {
          assertThat(step.getPatienceMs()).isEqualTo(300_000);
          assertThat(step.getTargets()).containsExactly(target("schedule", "primary"));
        });
  }

  @Test
  void writesTheUserGroupOfASchedule() {
    var yaml = with("      primary:\n", "      primary:\n        slack-group: S0123ABCD\n");
    var before = Objects.requireNonNull(record(GOOD, "schedule:primary").getSchedule());
    var after = Objects.requireNonNull(record(yaml, "schedule:primary").getSchedule());

    assertThat(before.getSlackGroup()).isNull();
    assertThat(after.getSlackGroup()).isEqualTo("S0123ABCD");
    // Nothing is planned anew because of it.
    assertThat(after.getDefinition()).isEqualTo(before.getDefinition());
  }

  @Test
  void writesMaintenanceOnceAndEveryWeek() {
    var yaml =
        with(
            "policies:\n",
            """
            maintenance:
              - {services: [checkout], labels: {env: staging}, from: "2026-02-07T22:00+01:00", to: 2026-02-08, why: upgrade}
              - {services: [gateway], days: sun, from: "02:00", to: "04:00", timezone: Europe/Paris, why: vacuum}
            policies:
            """);
    var maintenance = Objects.requireNonNull(record(yaml, "maintenance:all").getMaintenance());
    var once = maintenance.getWindows().get(0);
    assertThat(once.getServices()).containsExactly("checkout");
    assertThat(once.getLabels()).isEqualTo(Map.of("env", "staging"));
    assertThat(once.getStart()).isEqualTo("2026-02-07T21:00:00Z");
    assertThat(once.getEnd()).isAfter("2026-02-08T12:00:00Z");
    assertThat(once.getWhy()).isEqualTo("upgrade");
    var weekly = maintenance.getWindows().get(1);
    assertThat(weekly.getStart()).isNull();
    assertThat(weekly.getTimezone()).isEqualTo("Europe/Paris");
    assertThat(weekly.getHours())
        .containsExactly(
            HoursWindow.newBuilder()
                .setDays(List.of("sun"))
                .setFrom("02:00")
                .setTo("04:00")
                .build());
  }

  @Test
  void writesWhatWaits() {
    var yaml =
        with("{steps:", "{urgency: low, defer: support-hours, when-engaged: next, steps:")
            .replace(
                "bo: {contacts:",
                "bo: {do-not-disturb: {from: \"22:00\", to: \"07:00\"}, contacts:");
    var policy = Objects.requireNonNull(record(yaml, "policy:anyone").getPolicy());
    var critical = the(policy.getSeverities(), "critical");
    assertThat(critical.getDefer()).isEqualTo("support-hours");
    assertThat(critical.getWhenEngaged()).isEqualTo("next");
    var bo = Objects.requireNonNull(record(yaml, "person:bo").getPerson());
    assertThat(bo.getDoNotDisturb())
        .containsExactly(HoursWindow.newBuilder().setFrom("22:00").setTo("07:00").build());
  }

  @Test
  void writesASeverityThatPagesNobody() {
    var yaml = with("  anyone:\n", "  anyone:\n    info: none\n");
    var policy = Objects.requireNonNull(record(yaml, "policy:anyone").getPolicy());
    assertThat(the(policy.getSeverities(), "info").getPagesNobody()).isTrue();
  }

  @Test
  void cutsSupportHoursOverSeveralDaysIntoDays() {
    var yaml =
        with(
            "    members: [asha, bo]\n",
            "    members: [asha, bo]\n    support-hours: {from: \"fri 22:00\", to: \"sun 06:00\"}\n");
    var team = Objects.requireNonNull(record(yaml, "team:payments").getTeam());
    assertThat(team.getSupportHours())
        .containsExactly(
            window("fri", "22:00", "00:00"),
            window("sat", "00:00", "00:00"),
            window("sun", "00:00", "06:00"));
  }

  @Test
  void writesADefinitionThatStandsAlone() {
    var yaml =
        with(
                "asha: {",
                "asha: {share: 0.5, waking: \"07:00-23:00\", holidays: in, away: ["
                    + "{from: 2026-12-20, to: 2026-12-31, why: leave}, {days: fri, why: part time}], ")
            .replace("people:\n", "holidays: {in: [2026-01-26]}\npeople:\n")
            .replace("      primary:\n", "      primary:\n        promise: 24x7\n");
    var schedule = Objects.requireNonNull(record(yaml, "schedule:primary").getSchedule());
    assertThat(schedule.getPromise()).isEqualTo("24x7");
    var rota = RotaJson.read(schedule.getDefinition());
    assertThat(rota.promise()).isEqualTo(Promise.always(ZoneId.of("Europe/Berlin")));
    assertThat(rota.overrides())
        .containsExactly(
            ShiftOverride.cover(
                "bo",
                Instant.parse("2026-02-01T08:00:00Z"),
                Instant.parse("2026-02-02T08:00:00Z")));
    var asha = rota.people().getFirst();
    assertThat(asha.zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    assertThat(asha.share()).isEqualTo(0.5);
    assertThat(asha.holidays()).containsExactly(LocalDate.parse("2026-01-26"));
    assertThat(asha.waking())
        .isEqualTo(
            Hours.daily(Set.of(DayOfWeek.values()), LocalTime.of(7, 0), LocalTime.of(23, 0)));
    assertThat(asha.away())
        .containsExactly(
            new Absence(
                Instant.parse("2026-12-19T18:30:00Z"),
                Instant.parse("2026-12-31T18:30:00Z"),
                "leave"));
    assertThat(asha.weeklyAway()).extracting(WeeklyAbsence::why).containsExactly("part time");
  }

  @Test
  void keepsTheDefinitionWhenOnlyContactsChange() {
    var changed = with("slack: U02ASHA", "slack: U03ASHA");
    assertThat(record(changed, "schedule:primary")).isEqualTo(record(GOOD, "schedule:primary"));
    assertThat(record(changed, "person:asha")).isNotEqualTo(record(GOOD, "person:asha"));
  }

  @Test
  void hashesTheKeysOfIntegrations() {
    var credentials = IntegrationKeys.of(roster(GOOD), ENVIRONMENT);
    assertThat(credentials).containsOnlyKeys("integration:prometheus");
    var credential = the(credentials, "integration:prometheus");
    assertThat(credential.getHash()).isEqualTo(Secrets.hash("s3cr3t"));
    assertThat(credential.getIntegration()).isEqualTo("prometheus");
  }

  @Test
  void leavesOutKeysThatAreNotSet() {
    assertThat(IntegrationKeys.of(roster(GOOD), new Environment(Map.of()))).isEmpty();
  }

  private static Map<String, RosterRecord> records(String yaml) {
    Roster roster = roster(yaml);
    return RosterRecords.of(roster, "v1");
  }

  private static RosterRecord record(String yaml, String key) {
    return the(records(yaml), key);
  }

  private static Target target(String kind, String id) {
    return Target.newBuilder().setKind(kind).setIds(List.of(id)).build();
  }

  private static HoursWindow window(String day, String from, String to) {
    return HoursWindow.newBuilder().setDays(List.of(day)).setFrom(from).setTo(to).build();
  }
}

package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.roster;
import static dev.watchbill.roster.RosterText.said;
import static dev.watchbill.roster.RosterText.the;
import static dev.watchbill.roster.RosterText.with;
import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.Hours;
import dev.watchbill.roster.Moment;
import dev.watchbill.roster.OverrideEntry;
import dev.watchbill.roster.PersonEntry.Away;
import dev.watchbill.roster.PersonEntry.Rule;
import dev.watchbill.roster.PolicyEntry;
import dev.watchbill.roster.PolicyEntry.Escalation;
import dev.watchbill.roster.PolicyEntry.Target;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.RotationEntry;
import dev.watchbill.roster.RotationEntry.Follows;
import dev.watchbill.roster.RotationEntry.Member;
import dev.watchbill.roster.RotationEntry.TurnLength;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RosterReaderTest {
  private static final String ROTATION =
      "{name: weekly, members: [asha, bo], start: 2026-01-05T09:00, shift: 1w}";

  @Test
  void readsEveryKeyOfADesignedPerson() {
    var people =
        roster(
                with(
                    "asha: {name: Asha Rao, timezone: Asia/Kolkata, contacts: {slack: U02ASHA}}",
                    """
                    asha:
                        name: Asha Rao
                        timezone: Asia/Kolkata
                        waking: "07:00-24:00"
                        share: 0.5
                        contacts: {slack: U02ASHA, email: asha@example.com, phone: "+491701234567", push: p, jira: 5b}
                        notify: {high: [slack, {via: inbox, after: 1m}], low: [slack]}
                        away: [{from: 2026-12-20, to: 2026-12-31, why: leave}, {days: thu-fri, why: part time}]\
                    """))
            .people();
    var asha = the(people, "asha");
    assertThat(asha.share()).isEqualTo(0.5);
    assertThat(asha.waking().orElseThrow().to()).isEqualTo(LocalTime.MIDNIGHT);
    assertThat(asha.contacts()).containsOnlyKeys("slack", "email", "phone", "push", "jira");
    assertThat(asha.notifyHigh())
        .containsExactly(
            new Rule("slack", Duration.ZERO), new Rule("inbox", Duration.ofMinutes(1)));
    assertThat(asha.away())
        .containsExactly(
            new Away.Dated(
                new Moment.Day(LocalDate.parse("2026-12-20")),
                new Moment.Day(LocalDate.parse("2026-12-31")),
                "leave"),
            new Away.Weekly(Set.of(THURSDAY, FRIDAY), "part time"));
  }

  @Test
  void readsHoursOverMidnightAndOverAWeekend() {
    var hours =
        rotation(
                ROTATION.replace(
                    "shift:",
                    "hours: [{days: [mon, sat-sun], from: \"22:00\", to: \"06:00\"},"
                        + " {from: \"fri 22:00\", to: \"sun 24:00\"}], shift:"))
            .hours();
    assertThat(hours)
        .containsExactly(
            new Hours.Daily(
                Set.of(MONDAY, SATURDAY, SUNDAY), LocalTime.of(22, 0), LocalTime.of(6, 0)),
            new Hours.Stretch(FRIDAY, LocalTime.of(22, 0), MONDAY, LocalTime.MIDNIGHT));
  }

  @Test
  void readsMembersWhoJoinLaterAndWhoServeTogether() {
    var members =
        rotation(ROTATION.replace("[asha, bo]", "[[asha], {who: bo, from: 2026-03-01}]")).members();
    assertThat(members)
        .containsExactly(
            new Member(List.of("asha"), Optional.empty()),
            new Member(List.of("bo"), Optional.of(new Moment.Day(LocalDate.parse("2026-03-01")))));
  }

  @Test
  void readsTurnsOfNobody() {
    var pauses = "[asha, nobody, {who: nobody, from: 2026-03-01}], assign: in-order";
    var from = Optional.<Moment>of(new Moment.Day(LocalDate.parse("2026-03-01")));
    assertThat(rotation(ROTATION.replace("[asha, bo]", pauses)).members())
        .containsExactly(
            new Member(List.of("asha"), Optional.empty()),
            new Member(List.of(), Optional.empty()),
            new Member(List.of(), from));
  }

  @Test
  void readsARotationOutOfOrder() {
    var rotation =
        rotation(
            "{members: [asha], start: 2026-01-05T09:00, shift: 36h, assign: in-order, rest: 12h,"
                + " max-stint: 1w, waking: true, shadow: true, count-idle-turns: true,"
                + " fairness-group: all, priority: 3, timezone: America/New_York}");
    assertThat(rotation.name()).isEqualTo("rotation-1");
    assertThat(rotation.zone()).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(rotation.shift()).isEqualTo(new TurnLength(36, TurnLength.Unit.HOURS));
    assertThat(rotation.rest()).isEqualTo(Duration.ofHours(12));
    assertThat(rotation.maxStint()).contains(Duration.ofDays(7));
    assertThat(
            List.of(
                rotation.inOrder(),
                rotation.waking(),
                rotation.shadow(),
                rotation.countIdleTurns()))
        .containsOnly(true);
  }

  @Test
  void readsAScheduleThatFollowsAnother() {
    var follows = "{schedule: primary, turns: -1}";
    var roster =
        roster(
            with(
                "- " + ROTATION,
                "- " + ROTATION + "\n      secondary: {follows: " + follows + "}"));
    assertThat(the(roster.schedules(), "secondary").rotations())
        .singleElement()
        .extracting(RotationEntry::follows)
        .isEqualTo(Optional.of(new Follows("primary", -1)));
  }

  @Test
  void readsEachKindOfOverride() {
    var span = "from: 2026-03-01, to: 2026-03-01";
    var roster =
        roster(
            with(
                "services:\n",
                """
                      - {schedule: primary, rotation: weekly, who: bo, instead-of: asha, %s, why: wedding}
                      - {schedule: primary, add: asha, %s}
                      - {schedule: primary, remove: asha, %s}
                services:
                """
                    .formatted(span, span, span)));
    var from = Instant.parse("2026-02-28T23:00:00Z");
    var to = Instant.parse("2026-03-01T23:00:00Z");
    assertThat(roster.overridesOf("primary"))
        .contains(
            new OverrideEntry.Replace(
                "primary", Optional.of("weekly"), "bo", "asha", from, to, "wedding"),
            new OverrideEntry.Add("primary", Optional.empty(), "asha", from, to, ""),
            new OverrideEntry.Remove("primary", Optional.empty(), "asha", from, to, ""));
  }

  @Test
  void readsEachKindOfTarget() {
    var roster =
        roster(
            with(
                "[\"schedule:primary\"]",
                "[schedule:primary, person:asha, team:payments, \"awake-of:[primary]\","
                    + " channel:service, \"channel:slack:#ops\", \"channel:mattermost:ops\", {awake-of: [primary]}]"));
    assertThat(critical(roster).steps())
        .singleElement()
        .extracting(step -> step.targets())
        .isEqualTo(
            List.of(
                new Target("schedule", List.of("primary")),
                new Target("person", List.of("asha")),
                new Target("team", List.of("payments")),
                new Target("awake-of", List.of("primary")),
                new Target("channel", List.of("service")),
                new Target("channel", List.of("slack:#ops")),
                new Target("channel", List.of("mattermost:ops")),
                new Target("awake-of", List.of("primary"))));
  }

  @Test
  void takesTheUsualWhereAPolicySaysNothing() {
    var critical = critical(roster(with(", patience: 5m", "")));
    assertThat(critical.highUrgency()).isTrue();
    assertThat(critical.ackExpires()).isEqualTo(Duration.ofMinutes(30));
    assertThat(critical.steps().getFirst().patience()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void letsAcknowledgementsExpireOnlyFromErrorUp() {
    var step = "{steps: [{notify: [\"schedule:primary\"], patience: 5m}]}";
    var each =
        Stream.of("critical", "error", "warning", "info")
            .map(severity -> severity + ": " + step)
            .toList();
    var policy =
        the(roster(with("critical: " + step, String.join("\n    ", each))).policies(), "anyone");

    assertThat(policy.severities().keySet()).hasSize(4);
    assertThat(expiry(policy, "critical")).isEqualTo(Duration.ofMinutes(30));
    assertThat(expiry(policy, "error")).isEqualTo(Duration.ofHours(4));
    assertThat(expiry(policy, "warning")).isZero();
    assertThat(expiry(policy, "info")).isZero();
  }

  private static Duration expiry(PolicyEntry policy, String severity) {
    return ((Escalation) the(policy.severities(), severity)).ackExpires();
  }

  @Test
  void allowsTheSamePriorityAtDifferentTimes() {
    var day =
        ROTATION.replace("shift:", "priority: 1, hours: {from: \"08:00\", to: \"20:00\"}, shift:");
    var night =
        day.replace("weekly", "nightly")
            .replace("08:00", "x")
            .replace("20:00", "08:00")
            .replace("x", "20:00");
    assertThat(said(with("- " + ROTATION, "- " + day + "\n          - " + night))).isEmpty();
  }

  @Test
  void seesAnOverlapThatOnlyAClockChangeMakes() {
    var berlin =
        ROTATION.replace("shift:", "priority: 1, hours: {from: \"09:00\", to: \"15:00\"}, shift:");
    var newYork =
        ROTATION
            .replace("weekly", "us")
            .replace(
                "shift:",
                "timezone: America/New_York, priority: 1, hours: {from: \"09:00\", to: \"17:00\"}, shift:");
    assertThat(said(with("- " + ROTATION, "- " + berlin + "\n          - " + newYork)))
        .singleElement()
        .asString()
        .contains("different priorities where two rotations are active at the same time");
  }

  private static RotationEntry rotation(String rotation) {
    var roster = roster(with(ROTATION, rotation));
    return the(roster.schedules(), "primary").rotations().getFirst();
  }

  private static Escalation critical(Roster roster) {
    return (Escalation) the(the(roster.policies(), "anyone").severities(), "critical");
  }
}

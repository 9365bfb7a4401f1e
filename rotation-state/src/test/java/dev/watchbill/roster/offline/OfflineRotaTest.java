package dev.watchbill.roster.offline;

import static dev.watchbill.roster.RosterText.GOOD;
import static dev.watchbill.roster.RosterText.read;
import static dev.watchbill.roster.RosterText.roster;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfflineRotaTest {
  private static final String ROTATION =
      "{name: weekly, members: [asha, bo], start: 2026-01-05T09:00, shift: 1w}";
  private static final String TWO_SCHEDULES =
      with(
          "      primary:\n",
          "      backup: {rotations: ["
              + ROTATION.replace("[asha, bo]", "[bo]")
              + "]}\n"
              + "      primary:\n");

  @Test
  void answersWhoIsOnCall() {
    var monday = at("2026-01-05T08:00Z");
    assertThat(new OfflineRota(roster(GOOD)).onCall(List.of("primary"), List.of(monday)))
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.who()).containsExactly("asha");
          assertThat(answer.shift())
              .isEqualTo(
                  new ShiftAnswer(
                      "primary",
                      "weekly",
                      0L,
                      "asha",
                      monday,
                      at("2026-01-12T08:00Z"),
                      "turn",
                      answer.why()));
        });
  }

  @Test
  void answersThatNobodyIsOnCall() {
    var answers =
        new OfflineRota(roster(GOOD)).onCall(List.of(), List.of(at("2026-01-05T07:59:59Z")));
    assertThat(answers)
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.who()).isEmpty();
          assertThat(answer.shift()).isNull();
          assertThat(answer.why()).isNotBlank();
        });
  }

  @Test
  void answersSeveralSchedulesAtSeveralInstantsInTheOrderAsked() {
    var first = at("2026-01-05T08:00Z");
    var second = at("2026-01-12T08:00Z");
    var answers =
        new OfflineRota(roster(TWO_SCHEDULES))
            .onCall(List.of("primary", "backup"), List.of(second, first));
    assertThat(answers)
        .extracting(OnCallAnswer::schedule, OnCallAnswer::at, OnCallAnswer::who)
        .containsExactly(
            tuple("primary", second, List.of("bo")),
            tuple("primary", first, List.of("asha")),
            tuple("backup", second, List.of("bo")),
            tuple("backup", first, List.of("bo")));
  }

  @Test
  void answersShiftsCutAtTheWindowAndSortedBySchedule() {
    var shifts =
        new OfflineRota(roster(TWO_SCHEDULES))
            .shifts(List.of("primary", "backup"), at("2026-01-06T00:00Z"), at("2026-01-13T00:00Z"));
    assertThat(shifts)
        .extracting(ShiftAnswer::schedule, ShiftAnswer::who, ShiftAnswer::start)
        .containsExactly(
            tuple("backup", "bo", at("2026-01-06T00:00Z")),
            tuple("backup", "bo", at("2026-01-12T08:00Z")),
            tuple("primary", "asha", at("2026-01-06T00:00Z")),
            tuple("primary", "bo", at("2026-01-12T08:00Z")));
  }

  @Test
  void leavesOutShadows() {
    var shadowed = with(ROTATION, ROTATION.replace("shift:", "shadow: true, shift:"));
    var shifts =
        new OfflineRota(roster(shadowed))
            .shifts(List.of(), at("2026-01-06T00:00Z"), at("2026-01-13T00:00Z"));
    assertThat(shifts).isEmpty();
  }

  @Test
  void answersCoversWithoutARotation() {
    var shifts =
        new OfflineRota(roster(GOOD))
            .shifts(List.of(), at("2026-02-01T12:00Z"), at("2026-02-01T13:00Z"));
    assertThat(shifts)
        .singleElement()
        .satisfies(cover -> {
          assertThat(cover.kind()).isEqualTo("cover");
          assertThat(cover.rotation()).isNull();
          assertThat(cover.turn()).isNull();
        });
  }

  @Test
  void answersGapsCutAtTheWindow() {
    var gaps =
        new OfflineRota(roster(GOOD))
            .gaps(List.of(), at("2026-01-05T00:00Z"), at("2026-01-06T00:00Z"));
    assertThat(gaps)
        .containsExactly(
            new GapAnswer("primary", at("2026-01-05T00:00Z"), at("2026-01-05T08:00Z")));
  }

  @Test
  void saysWhichScheduleIsUnknown() {
    var rota = new OfflineRota(roster(GOOD));
    assertThatThrownBy(() -> rota.gaps(List.of("primry"), Instant.EPOCH, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected one of [primary], but got \"primry\" (did you mean \"primary\"?)");
  }

  @Test
  void findsTheSchedulesOfAServiceInItsPolicy() {
    assertThat(new OfflineRota(roster(TWO_SCHEDULES)).schedulesOf("checkout"))
        .containsExactly("primary");
  }

  @Test
  void fallsBackToTheSchedulesOfTheTeam() {
    var byPerson = TWO_SCHEDULES.replace("schedule:primary", "person:asha");
    assertThat(new OfflineRota(roster(byPerson)).schedulesOf("checkout"))
        .containsExactly("backup", "primary");
  }

  @Test
  void fallsBackToTheSchedulesOfTheTeamThatTheFirstRouteNames() {
    var routed =
        TWO_SCHEDULES
            .replace("schedule:primary", "person:asha")
            .replace("checkout: {team: payments, tier: 1, policy: anyone}", "checkout: {tier: 1}")
            .replace(
                "policies:\n",
                """
                routes:
                  - {when: {tier: 1}, team: payments}
                  - {when: {service: checkout}, policy: anyone}
                policies:
                """);
    assertThat(new OfflineRota(roster(routed)).schedulesOf("checkout"))
        .containsExactly("backup", "primary");
  }

  @Test
  void findsTheSchedulesOfAServiceWithoutAPolicyInTheFallback() {
    var none =
        TWO_SCHEDULES.replace(
            "checkout: {team: payments, tier: 1, policy: anyone}", "checkout: {team: payments}");
    assertThat(none).isNotEqualTo(TWO_SCHEDULES);
    assertThat(new OfflineRota(roster(none)).schedulesOf("checkout")).containsExactly("primary");
  }

  @Test
  void readsInstantsAndLocalTimesOfTheOrganisation() {
    var berlin = ZoneId.of("Europe/Berlin");
    assertThat(
            List.of(
                When.parse("2026-02-01T08:00Z", berlin),
                When.parse("2026-02-01T13:30+05:30", berlin),
                When.parse("2026-02-01T03:00-05:00[America/New_York]", berlin),
                When.parse("2026-02-01T09:00", berlin),
                When.parse("2026-02-01T09:00:00", berlin),
                When.parse("2026-02-01T09:00+01", berlin),
                When.parse("2026-02-01 09:00", berlin)))
        .containsOnly(at("2026-02-01T08:00Z"));
    assertThat(When.parse("2026-02-01", berlin)).isEqualTo(at("2026-01-31T23:00Z"));
    assertThat(When.parse("2026-03-29T02:30", berlin)).isEqualTo(at("2026-03-29T01:00Z"));
  }

  @Test
  void takesNoTimeOutOfReach() {
    for (var text :
        List.of("+100000-01-01T00:00Z", "-10000-01-01T00:00", "+999999999-12-31T00:00Z")) {
      assertThatThrownBy(() -> When.parse(text, ZoneId.of("UTC"))).hasMessageContaining(text);
    }
    assertThat(When.parse("+21190-01-05T08:00Z", ZoneId.of("UTC")))
        .isEqualTo(Instant.parse("+21190-01-05T08:00:00Z"));
  }

  @Test
  void saysWhatAWhenIs() {
    assertThatThrownBy(() -> When.parse("tomorrow", ZoneId.of("UTC")))
        .hasMessage(
            "Expected an instant such as 2026-02-01T08:00Z, or a local time such as"
                + " 2026-02-01T09:00, but got \"tomorrow\"");
  }

  @Test
  void tellsAPromiseThatIsBroken() {
    var broken =
        with("      primary:\n", "      primary:\n        promise: 24x7\n")
            .replace("shift:", "until: 2026-02-16, shift:");
    var message =
        "roster/shop.yaml:13: teams.payments.schedules.primary.promise: expected somebody on call"
            + " whenever it is promised, but got nobody from 2026-02-15T23:00:00Z to"
            + " 2026-03-17T12:00:00Z";
    assertThat(read(broken, Purpose.CHECK).problems())
        .extracting(Problem::toString)
        .containsExactly(message);
    assertThat(read(broken, Purpose.ANSWER).problems())
        .extracting(Problem::toString)
        .containsExactly(message + " (warning)");
  }

  private static Instant at(String text) {
    return When.parse(text, ZoneId.of("UTC"));
  }
}

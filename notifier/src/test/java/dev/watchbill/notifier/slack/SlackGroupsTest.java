package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackGroupsTest {
  private static final String LIST = "/api/usergroups.users.list";
  private static final String SET = "/api/usergroups.users.update";

  private final TestClock clock = new TestClock(NOW);
  private final SlackStandIn slack = new SlackStandIn();
  private final KnownShifts shifts = new KnownShifts();
  private boolean leads = true;
  private final SlackGroups groups = groups();

  @BeforeEach
  void start() {
    inGroup("U09OLD");
    slack.answer(SET, 200, "{\"ok\":true,\"usergroup\":{\"id\":\"S0123\"}}");
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void makesTheGroupEqualToWhoIsOnCall() {
    published("primary", shift("asha", -1, 8), shift("bo", -1, 8), watching("carla"));

    groups.keep();

    var set = slack.sent(SET).getFirst();
    assertThat(set.path("usergroup").asText()).isEqualTo("S0123");
    assertThat(set.path("users").asText()).isEqualTo("U02ASHA,U03BO");
  }

  @Test
  void asksNothingMoreUntilSomebodyElseIsOnCall() {
    published("primary", shift("asha", -1, 8), shift("bo", 8, 16));
    groups.keep();
    groups.keep();
    assertThat(slack.calls()).isEqualTo(2);

    clock.advance(Duration.ofSeconds(30));
    inGroup("U02ASHA");
    groups.keep();
    assertThat(slack.sent(LIST)).hasSize(2);
    clock.advance(Duration.ofMinutes(9));
    groups.keep();
    published("primary", shift("bo", -1, 8));
    groups.keep();

    assertThat(slack.sent(SET)).hasSize(2);
    assertThat(slack.sent(SET).getLast().path("users").asText()).isEqualTo("U03BO");
    assertThat(slack.sent(LIST)).hasSize(2);
  }

  @Test
  void mendsAGroupThatSomebodyElseChangedWithinTenMinutes() {
    published("primary", shift("asha", -1, 8));
    groups.keep();
    inGroup("U04CARLA");

    clock.advance(Duration.ofMinutes(10));
    groups.keep();
    groups.keep();

    assertThat(slack.sent(SET)).hasSize(2);
    assertThat(slack.sent(SET).getLast().path("users").asText()).isEqualTo("U02ASHA");
    assertThat(slack.sent(LIST)).hasSize(2);
  }

  @Test
  void changesNothingAfterARestart() {
    published("primary", shift("asha", -1, 8));
    inGroup("U02ASHA");

    groups().keep();

    assertThat(slack.sent(LIST)).hasSize(1);
    assertThat(slack.sent(SET)).isEmpty();
  }

  @Test
  void leavesGroupsToWhicheverProcessKeepsThemAndAsksAnewWhereItComesToThat() {
    published("primary", shift("asha", -1, 8), shift("bo", 8, 16));
    leads = false;
    groups.keep();
    assertThat(slack.calls()).isZero();

    leads = true;
    groups.keep();
    assertThat(slack.sent(SET)).hasSize(1);

    // Another one kept them meanwhile.
    leads = false;
    groups.keep();
    clock.advance(Duration.ofHours(9));
    inGroup("U03BO");
    leads = true;
    groups.keep();
    assertThat(slack.sent(LIST)).hasSize(2);
    assertThat(slack.sent(SET)).hasSize(1);
  }

  @Test
  void mendsWhatTheOneBeforeDidWhenItDidNotKnowYetThatItIsReplaced() {
    published("primary", shift("asha", -1, 8));
    groups.keep();
    assertThat(slack.sent(SET)).hasSize(1);

    // By a plan that it had when it lost touch, in a call that was under way for long.
    inGroup("U03BO");
    clock.advance(Duration.ofSeconds(15));
    groups.keep();
    assertThat(slack.sent(SET)).hasSize(1);
    clock.advance(Duration.ofSeconds(15));
    groups.keep();
    groups.keep();

    assertThat(slack.sent(SET)).hasSize(2);
    assertThat(slack.sent(SET).getLast().path("users").asText()).isEqualTo("U02ASHA");
    assertThat(slack.sent(LIST)).hasSize(2);
  }

  @Test
  void putsThoseOfAllItsSchedulesIntoOneGroup() {
    published("primary", shift("asha", -1, 8));
    published("secondary", shift("bo", -1, 8));

    groups.keep();

    assertThat(slack.sent(SET).getFirst().path("users").asText()).isEqualTo("U02ASHA,U03BO");
  }

  @Test
  void neverEmptiesAGroup() {
    groups.keep();
    published("primary", shift("dmitri", -1, 8));
    groups.keep();

    assertThat(slack.calls()).isZero();
  }

  @Test
  void waitsAsLongAsSlackAsks() {
    published("primary", shift("asha", -1, 8));
    slack.limit(SET, "60");
    groups.keep();
    clock.advance(Duration.ofSeconds(59));
    groups.keep();
    assertThat(slack.sent(SET)).hasSize(1);

    slack.answer(SET, 200, "{\"ok\":true}");
    clock.advance(Duration.ofSeconds(2));
    groups.keep();
    groups.keep();

    assertThat(slack.sent(SET)).hasSize(2);
  }

  @Test
  void restsAfterARefusal() {
    published("primary", shift("asha", -1, 8));
    slack.refuse(LIST, "missing_scope");
    groups.keep();
    clock.advance(Duration.ofMinutes(9));
    groups.keep();

    assertThat(slack.calls()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    groups.keep();
    assertThat(slack.calls()).isEqualTo(2);
  }

  @Test
  void leavesGroupsAloneThatNoScheduleNames() {
    published("tertiary", shift("asha", -1, 8));

    groups.keep();

    assertThat(slack.calls()).isZero();
  }

  private SlackGroups groups() {
    var api = new SlackApi(slack.client(), "xoxb-test", clock);
    return new SlackGroups(api, SlackGroupsTest::roster, shifts, () -> leads, clock);
  }

  private void inGroup(String user) {
    slack.answer(LIST, 200, "{\"ok\":true,\"users\":[\"" + user + "\"]}");
  }

  private void published(String schedule, Shift... all) {
    shifts.accept(
        schedule + "/2026-W02",
        RotationState.newBuilder()
            .setSchedule(schedule)
            .setWeek(ScheduleWeek.newBuilder().setShifts(List.of(all)).build())
            .build());
  }

  private static Shift watching(String who) {
    return Shift.newBuilder(shift(who, -1, 8)).setShadow(true).build();
  }

  private static Shift shift(String who, int fromHour, int toHour) {
    return Shift.newBuilder()
        .setWho(who)
        .setStart(NOW.plus(Duration.ofHours(fromHour)))
        .setEnd(NOW.plus(Duration.ofHours(toHour)))
        .build();
  }

  private static RosterSnapshot roster() {
    return aRoster()
        .person("asha", Map.of("slack", "U02ASHA"))
        .person("bo", Map.of("slack", "U03BO"))
        .person("carla", Map.of("slack", "U04CARLA"))
        .person("dmitri", Map.of("email", "dmitri@example.com"))
        .schedule(Schedule.newBuilder().setId("primary").setSlackGroup("S0123").build())
        .schedule(Schedule.newBuilder().setId("secondary").setSlackGroup("S0123").build())
        .schedule(Schedule.newBuilder().setId("tertiary").build())
        .build();
  }
}

package dev.watchbill.notifier.notices;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleNoticesTest {
  static {
    TrustedRecords.trust();
  }

  private static final RosterSnapshot ROSTER = roster();
  private final ScheduleNotices notices = new ScheduleNotices(ROSTER, Set.of("slack"), NOW);

  @Test
  void givesWhoTakesOverThePacketAndAsksThemToAcceptIt() {
    var told = notices.of(List.of(handoff()));

    assertThat(ways(told))
        .containsExactly(
            "bo inbox bo",
            "bo slack U03BO",
            "asha inbox asha",
            "asha slack U02ASHA",
            "team:payments inbox team:payments",
            "team:payments slack #payments-oncall");
    var forBo = told.getFirst();
    assertThat(forBo.getText())
        .isEqualTo(
            """
            You are on call in payments-primary now, after Asha Rao
            Open at Asha Rao, who keeps what is acknowledged:
            - checkout-7 https://oncall.example.com/incidents/checkout-7
            Why: the next shift began\
            """);
    assertThat(forBo.getAsks()).containsExactly("accept");
    assertThat(forBo.getTarget()).isEqualTo("payments-primary/handoff/1");
    assertThat(forBo.getKind()).isEqualTo("notice");
    assertThat(told.subList(2, 6)).allSatisfy(page -> assertThat(page.getAsks()).isEmpty());
    assertThat(told.getLast().getText())
        .startsWith("Handoff in payments-primary: Bo Li is on call now");
  }

  @Test
  void tellsWhoHandedOverAndTheTeamThatNobodyAccepted() {
    var told =
        notices.of(
            List.of(ScheduleEvent.newBuilder(handoff()).setType("handoff-unaccepted").build()));

    assertThat(told.stream().map(Page::getPerson).distinct())
        .containsExactly("asha", "team:payments");
    assertThat(told.getFirst().getText())
        .startsWith("Nobody has accepted the handoff of payments-primary: Bo Li took over");
  }

  @Test
  void remindsInTheReadersOwnZoneAndNotOnceItHasBegun() {
    var reminder = event("reminder").setIncoming(List.of("asha")).build();

    assertThat(notices.of(List.of(reminder)).getFirst().getText())
        .startsWith(
            "You will be on call in payments-primary from Mon 5 Jan 15:30 to Mon 5 Jan 22:30"
                + " (Asia/Kolkata)");
    assertThat(
            new ScheduleNotices(ROSTER, Set.of("slack"), NOW.plus(Duration.ofHours(1)))
                .of(List.of(reminder)))
        .isEmpty();
  }

  @Test
  void warnsTheTeamOfAGap() {
    var told = notices.of(List.of(event("gap-warning").setWhy("in 3 days").build()));

    assertThat(ways(told))
        .containsExactly(
            "team:payments inbox team:payments", "team:payments slack #payments-oncall");
    assertThat(told.getFirst().getText())
        .isEqualTo(
            "Still nobody is on call in payments-primary from Mon 5 Jan 11:00 to Mon 5 Jan 18:00"
                + " (Europe/Berlin)\nWhy: in 3 days");
  }

  @Test
  void tellsAThousandMovedShiftsOfOneCauseInOneNoticeEach() {
    var moves =
        IntStream.range(0, 1_000)
            .mapToObj(n ->
                event("shift-moved")
                    .setId("payments-primary/1/" + n)
                    .setOutgoing(List.of("asha"))
                    .setIncoming(List.of("bo"))
                    .build())
            .toList();

    var told = notices.of(moves);

    assertThat(ways(told))
        .containsExactly("bo inbox bo", "bo slack U03BO", "asha inbox asha", "asha slack U02ASHA");
    assertThat(told.getFirst().getText())
        .contains("(and 999 more of the same)", "- and 979 more")
        .hasLineCount(22);
  }

  @Test
  void tellsNobodyWhoseShiftStays() {
    assertThat(
            notices.of(
                List.of(
                    event("shift-moved")
                        .setOutgoing(List.of("asha"))
                        .setIncoming(List.of("asha", "bo"))
                        .build())))
        .extracting(Page::getPerson)
        .containsOnly("bo");
  }

  @Test
  void asksTheOtherOfASwap() {
    var told =
        notices.of(
            List.of(
                event("swap-asked")
                    .setOutgoing(List.of("asha"))
                    .setIncoming(List.of("bo"))
                    .setCommand("c1")
                    .setBy("asha")
                    .build()));

    assertThat(told.getFirst().getAsks()).containsExactly("accept", "decline");
    assertThat(told.getFirst().getTarget()).isEqualTo("c1");
  }

  @Test
  void tellsNoOldNews() {
    assertThat(
            new ScheduleNotices(ROSTER, Set.of("slack"), NOW.plus(Duration.ofHours(13)))
                .of(List.of(handoff())))
        .isEmpty();
  }

  @Test
  void keepsTheInboxWhereNoChannelIsSetUpAndNeverCalls() {
    var nothing = new ScheduleNotices(ROSTER, Set.of(), NOW);

    assertThat(ways(nothing.of(List.of(handoff()))))
        .containsExactly("bo inbox bo", "asha inbox asha", "team:payments inbox team:payments");
    assertThat(ways(notices.of(List.of(event("reminder").setIncoming(List.of("carla")).build()))))
        .containsExactly("carla inbox carla");
  }

  @Test
  void givesTheSameEventTheSameIds() {
    assertThat(notices.of(List.of(handoff())))
        .extracting(Page::getId)
        .isEqualTo(notices.of(List.of(handoff())).stream().map(Page::getId).toList())
        .doesNotHaveDuplicates();
  }

  private static List<String> ways(List<Page> pages) {
    return pages.stream()
        .map(page -> "%s %s %s".formatted(page.getPerson(), page.getChannel(), page.getAddress()))
        .toList();
  }

  private static ScheduleEvent handoff() {
    return event("handoff")
        .setId("payments-primary/handoff/1")
        .setOutgoing(List.of("asha"))
        .setIncoming(List.of("bo"))
        .setIncidents(List.of("checkout-7"))
        .setWhy("the next shift began")
        .build();
  }

  private static ScheduleEvent.Builder event(String type) {
    return ScheduleEvent.newBuilder()
        .setId("payments-primary/" + type + "/1")
        .setSchedule("payments-primary")
        .setTeam("payments")
        .setAt(NOW)
        .setType(type)
        .setStart(NOW.plus(Duration.ofHours(1)))
        .setEnd(NOW.plus(Duration.ofHours(8)));
  }

  private static RosterSnapshot roster() {
    var stage = new RosterStage();
    stage.accept(
        "organization:main",
        record()
            .setOrganization(
                Organization.newBuilder().setBaseUrl("https://oncall.example.com/").build())
            .build());
    person(stage, "asha", "Asha Rao", Map.of("slack", "U02ASHA"), "Asia/Kolkata");
    person(stage, "bo", "Bo Li", Map.of("slack", "U03BO", "phone", "+491701234567"), "UTC");
    person(stage, "carla", "Carla", Map.of("phone", "+491701234567"), "UTC");
    stage.accept(
        "team:payments",
        record()
            .setTeam(
                Team.newBuilder()
                    .setId("payments")
                    .setTimezone("Europe/Berlin")
                    .setChat(Map.of("slack", "#payments-oncall"))
                    .build())
            .build());
    return stage
        .accept(
            RosterStage.CURRENT, record().setCurrent(RosterCurrent.newBuilder().build()).build())
        .orElseThrow();
  }

  private static void person(
      RosterStage stage, String id, String name, Map<String, String> contacts, String zone) {
    stage.accept(
        "person:" + id,
        record()
            .setPerson(
                Person.newBuilder()
                    .setId(id)
                    .setName(name)
                    .setTimezone(zone)
                    .setContacts(contacts)
                    .setNotifyLow(List.of(new NotifyRule("call", 0L)))
                    .build())
            .build());
  }

  private static RosterRecord.Builder record() {
    return RosterRecord.newBuilder().setVersion("1");
  }
}

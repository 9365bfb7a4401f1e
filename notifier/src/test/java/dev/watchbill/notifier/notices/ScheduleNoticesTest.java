package dev.watchbill.notifier.notices;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.HandedIncident;
import dev.watchbill.schemas.MaintenanceWindow;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
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
  private final ScheduleNotices notices =
      new ScheduleNotices(ROSTER, Set.of("slack"), Set.of("slack"), List.of(), NOW);

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
            Open; who has acknowledged one keeps it:
            - checkout-7 https://oncall.example.com/incidents/checkout-7
            Held back until soon:
            - maintenance of checkout (database upgrade), ends Mon 5 Jan 15:00 (UTC)
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
  void handsOverWhatIsOpenWhatHappenedAndWhatIsHeldBackUntilSoon() {
    var handoff =
        ScheduleEvent.newBuilder(handoff())
            .setIncidents(List.of("checkout-7", "billing-3"))
            .setOpen(
                List.of(
                    incident("checkout-7", "critical", "Checkout\nfails", "acknowledged")
                        .setBy("asha")
                        .build(),
                    incident("checkout-9", "error", "Queue grows", "open").build()))
            .setHappened(
                List.of(
                    incident("checkout-8", "error", "Disk full", "resolved").setBy("bo").build()))
            .setHappenedCount(3)
            .setSince(NOW.minus(Duration.ofDays(7)))
            .build();
    var silences =
        List.of(
            silence("s1", Duration.ofHours(2)).setService("checkout").build(),
            silence("s2", Duration.ofDays(3)).setService("checkout").build(),
            silence("s3", Duration.ofHours(3)).setTeam("platform").build(),
            silence("s4", Duration.ofHours(5)).setTeam("payments").setComment("").build());

    var told =
        new ScheduleNotices(ROSTER, Set.of("slack"), Set.of("slack"), silences, NOW)
            .of(List.of(handoff));

    assertThat(told.getFirst().getText())
        .isEqualTo(
            """
            You are on call in payments-primary now, after Asha Rao
            Open; who has acknowledged one keeps it:
            - critical Checkout fails (checkout-7 https://oncall.example.com/incidents/checkout-7), acknowledged by Asha Rao, since Mon 5 Jan 08:00 (UTC)
            - error Queue grows (checkout-9 https://oncall.example.com/incidents/checkout-9), open, since Mon 5 Jan 08:00 (UTC)
            - billing-3 https://oncall.example.com/incidents/billing-3
            3 incidents since the shift began, Mon 29 Dec 09:00 (UTC); over:
            - error Disk full (checkout-8 https://oncall.example.com/incidents/checkout-8), resolved by Bo Li, since Mon 5 Jan 08:00 (UTC)
            Held back until soon:
            - silence of checkout (known), ends Mon 5 Jan 11:00 (UTC)
            - silence of team payments, ends Mon 5 Jan 14:00 (UTC)
            - maintenance of checkout (database upgrade), ends Mon 5 Jan 15:00 (UTC)
            Why: the next shift began\
            """);
    // The team's in the team's own time.
    assertThat(told.getLast().getText()).contains("ends Mon 5 Jan 12:00 (Europe/Berlin)");
  }

  @Test
  void saysWhichRotationsTurnIsOfferedWhereThereAreSeveral() {
    var offered = event("shift-offered").setOutgoing(List.of("asha")).setRotation("office").build();
    var span = "from Mon 5 Jan 15:30 to Mon 5 Jan 22:30 (Asia/Kolkata)";

    assertThat(notices.of(List.of(offered)).getFirst().getText())
        .startsWith("Your shift in payments-primary is offered to others, " + span);
    assertThat(
            new ScheduleNotices(
                    roster("{\"rotations\":[{\"name\":\"office\"},{\"name\":\"rest\"}]}"),
                    Set.of("slack"),
                    Set.of("slack"),
                    List.of(),
                    NOW)
                .of(List.of(offered)))
        .extracting(Page::getText)
        .anyMatch(text -> text.startsWith("Your shift in office of payments-primary is offered"))
        .anyMatch(
            text -> text.startsWith("Who takes the shift of Asha Rao in office of payments-"));
  }

  @Test
  void tellsTheTeamAheadAndAtTheHandoffOfWhoCantBeReached() {
    var reminder =
        event("reminder").setIncoming(List.of("carla")).setUnreachable(List.of("carla")).build();
    var handoff = ScheduleEvent.newBuilder(handoff()).setUnreachable(List.of("bo")).build();

    assertThat(notices.of(List.of(reminder)))
        .filteredOn(page -> page.getPerson().equals("team:payments"))
        .hasSize(2)
        .allSatisfy(page ->
            assertThat(page.getText())
                .startsWith(
                    "Carla will be on call in payments-primary from Mon 5 Jan 11:00 to Mon 5 Jan"
                        + " 18:00 (Europe/Berlin), and can't be reached"));
    assertThat(notices.of(List.of(handoff)))
        .hasSize(6)
        .allSatisfy(page ->
            assertThat(page.getText())
                .contains(
                    "Bo Li has no contact that works: for what is urgent the fallback is paged with"
                        + " them."));
  }

  private static HandedIncident.Builder incident(
      String id, String severity, String title, String state) {
    return HandedIncident.newBuilder()
        .setId(id)
        .setService("checkout")
        .setSeverity(severity)
        .setTitle(title)
        .setState(state)
        .setOpenedAt(NOW.minus(Duration.ofHours(1)));
  }

  private static Silence.Builder silence(String id, Duration left) {
    return Silence.newBuilder()
        .setId(id)
        .setStartsAt(NOW.minus(Duration.ofHours(1)))
        .setEndsAt(NOW.plus(left))
        .setComment("known");
  }

  @Test
  void tellsWhoHandedOverAndTheTeamThatNobodyAccepted() {
    var told =
        notices.of(
            List.of(ScheduleEvent.newBuilder(handoff()).setType("handoff-unaccepted").build()));

    assertThat(told.stream().map(Page::getPerson).distinct())
        .containsExactly("asha", "team:payments");
    assertThat(told.getFirst().getText())
        .startsWith(
            "Nobody has accepted the handoff of payments-primary: Bo Li took over, call them\n");
  }

  @Test
  void asksNobodyToCallWhoeverCantBeReached() {
    var unaccepted = ScheduleEvent.newBuilder(handoff()).setType("handoff-unaccepted");
    var alone = unaccepted.setUnreachable(List.of("bo")).build();
    var withCarla = unaccepted.setIncoming(List.of("bo", "carla")).build();

    assertThat(notices.of(List.of(alone)))
        .isNotEmpty()
        .allSatisfy(page ->
            assertThat(page.getText())
                .startsWith(
                    "Nobody has accepted the handoff of payments-primary: Bo Li took over. Bo Li"
                        + " has no contact that works: for what is urgent the fallback is paged"
                        + " with them.\n"));
    assertThat(notices.of(List.of(withCarla)).getFirst().getText())
        .startsWith(
            "Nobody has accepted the handoff of payments-primary: Bo Li, Carla took over, call"
                + " Carla. Bo Li has no contact that works: for what is urgent the fallback is"
                + " paged with them.\n");
  }

  @Test
  void remindsInTheReadersOwnZoneAndNotOnceItHasBegun() {
    var reminder = event("reminder").setIncoming(List.of("asha")).build();

    assertThat(notices.of(List.of(reminder)).getFirst().getText())
        .startsWith(
            "You will be on call in payments-primary from Mon 5 Jan 15:30 to Mon 5 Jan 22:30"
                + " (Asia/Kolkata)");
    assertThat(
            new ScheduleNotices(
                    ROSTER,
                    Set.of("slack"),
                    Set.of("slack"),
                    List.of(),
                    NOW.plus(Duration.ofHours(1)))
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
            new ScheduleNotices(
                    ROSTER,
                    Set.of("slack"),
                    Set.of("slack"),
                    List.of(),
                    NOW.plus(Duration.ofHours(13)))
                .of(List.of(handoff())))
        .isEmpty();
  }

  @Test
  void keepsTheInboxWhereNoChannelIsSetUpAndNeverCalls() {
    var nothing = new ScheduleNotices(ROSTER, Set.of(), Set.of(), List.of(), NOW);

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
    return roster("{}");
  }

  private static RosterSnapshot roster(String definition) {
    return aRoster()
        .schedule(Schedule.newBuilder().setId("payments-primary").setDefinition(definition).build())
        .organization(Organization.newBuilder().setBaseUrl("https://oncall.example.com/").build())
        .person(person("asha", "Asha Rao", Map.of("slack", "U02ASHA"), "Asia/Kolkata"))
        .person(person("bo", "Bo Li", Map.of("slack", "U03BO", "phone", "+491701234567"), "UTC"))
        .person(person("carla", "Carla", Map.of("phone", "+491701234567"), "UTC"))
        .team(
            Team.newBuilder()
                .setId("payments")
                .setTimezone("Europe/Berlin")
                .setChat(Map.of("slack", "#payments-oncall"))
                .build())
        .service(Service.newBuilder().setId("checkout").setTeam("payments").build())
        .maintenance(
            MaintenanceWindow.newBuilder()
                .setServices(List.of("checkout"))
                .setStart(NOW.minus(Duration.ofHours(1)))
                .setEnd(NOW.plus(Duration.ofHours(6)))
                .setWhy("database upgrade")
                .build())
        .build();
  }

  private static Person person(String id, String name, Map<String, String> contacts, String zone) {
    return Person.newBuilder()
        .setId(id)
        .setName(name)
        .setTimezone(zone)
        .setContacts(contacts)
        .setNotifyLow(List.of(new NotifyRule("call", 0L)))
        .build();
  }
}

package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.RecordingCommands;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import dev.watchbill.testkit.slack.SlackContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackCommandsTest {
  private final SlackStandIn slack = new SlackStandIn();
  private final RecordingResponses responses = new RecordingResponses();
  private final RecordingCommands commands = new RecordingCommands();
  private final KnownShifts shifts = new KnownShifts();
  private final KnownIncidents incidents = new KnownIncidents();
  private RosterSnapshot roster = SlackRosters.payments();
  private final SlackApp app =
      new SlackWorkspace(slack.settings(), "xoxb-test", () -> roster, new TestClock(NOW))
          .app(
              responses,
              commands,
              shifts,
              incidents,
              new NotifierMetrics(new SimpleMeterRegistry()));

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void saysWhoIsOnCallUntilWhenAndWhoIsNext() {
    published("payments-primary", shift("asha", -1, 8), shift("bo", 8, 16));

    var said = ask("U02ASHA", "oncall payments-primary");

    assertThat(said.toString())
        .contains("payments-primary: ", "Asha Rao", "then Bo Li")
        .contains(Long.toString(NOW.plus(Duration.ofHours(8)).getEpochSecond()));
  }

  @Test
  void saysWhoIsOnCallForAServiceByItsPolicy() {
    published("payments-primary", shift("bo", -1, 8));

    var said = ask("U02ASHA", "oncall checkout");

    assertThat(said.toString())
        .contains("Step 1", "payments-primary: ", "Bo Li", "Step 2", "Carla Diaz");
  }

  @Test
  void saysThatNobodyIsOnCallAndWhoWillBe() {
    published("payments-primary", shift("bo", 2, 8));

    assertThat(ask("U02ASHA", "oncall").toString())
        .contains("payments-primary: ", "nobody", "then Bo Li", " from ");
  }

  @Test
  void saysWhatThereIsToAskFor() {
    assertThat(text(ask("U02ASHA", "oncall nonsense")))
        .isEqualTo(
            "Expected a schedule, service or team of the roster, but got \"nonsense\". Schedules:"
                + " payments-primary.");
  }

  @Test
  void refusesAStrangerWithTheWayToBecomeLinked() {
    for (var text : List.of("oncall", "page @asha down", "away now +2h", "incidents", "why x-1")) {
      assertThat(text(ask("U99STRANGER", text)))
          .startsWith("Not done: nobody in the roster has your Slack user id U99STRANGER.")
          .contains("contacts: {slack: U99STRANGER}");
    }
    assertThat(responses.given()).isEmpty();
    assertThat(commands.given()).isEmpty();
  }

  @Test
  void callsNobodyAStrangerBeforeThereIsARoster() {
    roster = RosterSnapshot.NONE;

    assertThat(text(ask("U02ASHA", "oncall")))
        .startsWith("Not done: Watchbill has only just started");
  }

  @Test
  void letsAViewerLookAndNothingElse() {
    assertThat(text(ask("U05VIEWER", "incidents all"))).isEqualTo("Open incidents: none.");
    for (var text :
        List.of(
            "page @asha down",
            "away now +2h",
            "back",
            "override payments-primary @bo now +2h",
            "swap payments-primary @bo now +2h")) {
      assertThat(text(ask("U05VIEWER", text)))
          .isEqualTo("Not done. Your role in the roster is viewer; acting takes a responder.");
    }
    assertThat(responses.given()).isEmpty();
    assertThat(commands.given()).isEmpty();
  }

  @Test
  void pagesWhoIsNamedAboutWhatIsSaid() {
    ask("U02ASHA", "page <@U03BO|bo> team:payments service:checkout critical: bo is needed");

    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("page");
          assertThat(response.getPerson()).isEqualTo("asha");
          assertThat(response.getService()).isEqualTo("checkout");
          assertThat(response.getTo()).containsExactly("bo", "team:payments");
          assertThat(response.getSeverity()).isEqualTo("critical");
          assertThat(response.getText()).isEqualTo("bo is needed");
          assertThat(response.getVia()).isEqualTo("slack");
        });
  }

  @Test
  void triesOnesOwnPages() {
    ask("U02ASHA", "page me");

    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getPerson()).isEqualTo("asha");
          assertThat(response.getTo()).containsExactly("asha");
          assertThat(response.getService()).isEqualTo("by-hand");
          assertThat(response.getText()).isEqualTo("A test of my own pages");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page",
        "page @asha",
        "page nobody-known help",
        "page <@U99STRANGER> help",
        "page service:unknown help"
      })
  void pagesNobodyWhereItIsNotClearWhomOrWhatFor(String text) {
    assertThat(text(ask("U02ASHA", text))).startsWith("Nobody paged. Expected");
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void saysWhyAPageWasRefusedOrIsLate() {
    responses.answering("refused", "policy 'p' pages nobody for info");
    assertThat(text(ask("U02ASHA", "page @bo help")))
        .isEqualTo("Nobody paged: policy 'p' pages nobody for info.");

    responses.failingWith(new TimeoutException());
    assertThat(text(ask("U02ASHA", "page @bo help"))).startsWith("Recorded, but it takes longer");

    responses.failingWith(new NotRecordedYet());
    assertThat(text(ask("U02ASHA", "page @bo help"))).startsWith("Nobody paged yet: ");
  }

  @Test
  void givesAShiftToSomebody() {
    ask("U02ASHA", "override payments-primary <@U03BO> 18:00 to 22:00 instead-of @carla school");

    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getAction()).isEqualTo("override");
          assertThat(command.getBy()).isEqualTo("asha");
          assertThat(command.getVia()).isEqualTo("slack");
          assertThat(command.getSchedule()).isEqualTo("payments-primary");
          assertThat(command.getWho()).isEqualTo("bo");
          assertThat(command.getInsteadOf()).isEqualTo("carla");
          // asha lives in Berlin, an hour ahead of UTC in January.
          assertThat(command.getFrom()).isEqualTo(Instant.parse("2026-01-05T17:00:00Z"));
          assertThat(command.getTo()).isEqualTo(Instant.parse("2026-01-05T21:00:00Z"));
          assertThat(command.getText()).isEqualTo("school");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "in-rotation night shift school, night shift, school",
    "in-rotation office school, office, school",
    "in-rotation earlier, earlier, ''",
    "in rotation office, , in rotation office"
  })
  void givesTheTurnsOfOneRotationToSomebody(String text, String rotation, String why) {
    roster = SlackRosters.withRotations("office", "night", "night shift");

    ask("U02ASHA", "override payments-primary @bo now +2h " + text);

    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getRotation()).isEqualTo(rotation);
          assertThat(command.getText()).isEqualTo(why);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in-rotation office instead-of @carla school",
        "instead-of @carla in-rotation office school"
      })
  void takesWhomAndWhichRotationInEitherOrder(String text) {
    roster = SlackRosters.withRotations("office", "night");

    ask("U02ASHA", "override payments-primary @bo now +2h " + text);

    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getRotation()).isEqualTo("office");
          assertThat(command.getInsteadOf()).isEqualTo("carla");
          assertThat(command.getText()).isEqualTo("school");
        });
  }

  @Test
  void asksForASwapOfOnesOwnShift() {
    commands.answering("applied", "asked; it happens when bo accepts it");

    var said =
        ask(
            "U02ASHA",
            "swap payments-primary @bo 2026-01-06T09:00 +8h return 2026-01-08 2026-01-09");

    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getAction()).isEqualTo("swap");
          assertThat(command.getInsteadOf()).isEqualTo("asha");
          assertThat(command.getWho()).isEqualTo("bo");
          assertThat(command.getReturnFrom()).isEqualTo(Instant.parse("2026-01-07T23:00:00Z"));
          assertThat(command.getReturnTo()).isEqualTo(Instant.parse("2026-01-08T23:00:00Z"));
        });
    assertThat(text(said)).isEqualTo("Done: asked; it happens when bo accepts it.");
  }

  @Test
  void sendsOnlyAManagerSomebodyElseAway() {
    assertThat(text(ask("U02ASHA", "away <@U03BO> now +2d")))
        .isEqualTo("Not done: that is for Bo Li, or for a manager.");
    assertThat(commands.given()).isEmpty();

    ask("U04CARLA", "away <@U03BO> now +2d flu");
    ask("U02ASHA", "away now +2d flu");

    assertThat(commands.given()).extracting(it -> it.getWho()).containsExactly("bo", "asha");
    assertThat(commands.given()).extracting(it -> it.getText()).containsOnly("flu");
  }

  @Test
  void endsOnesOwnLeave() {
    ask("U02ASHA", "back");

    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getAction()).isEqualTo("return");
          assertThat(command.getWho()).isEqualTo("asha");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "override payments-primary|Not done: expected somebody, by @mention or id, but got nothing.",
        "override nights @bo now +2h|Not done: expected a schedule of the roster, but got",
        "override payments-primary @zed now +2h|Not done: Expected somebody of the roster",
        "override payments-primary @bo noon +2h|Not done: from: expected a time such as",
        "override payments-primary @bo now|Not done: expected to, a time such as",
        "override payments-primary @bo now +2h in-rotation|Not done: expected the name of a rotation",
        "away 2026-01-06 2026-01-05|Not done: Expected an end after the beginning",
        "away 2025-01-06 2025-01-07|Not done: Expected an end that is ahead",
        "swap payments-primary me now +1h|Not done: Expected somebody else than asha"
      })
  void saysWhatItExpected(String text, String start) {
    assertThat(text(ask("U02ASHA", text))).startsWith(start);
    assertThat(commands.given()).isEmpty();
  }

  @Test
  void givesTheSameRequestTheSameId() {
    app.command(fields("U02ASHA", "away now +2h"), "v0=1");
    app.command(fields("U02ASHA", "away now +2h"), "v0=1");
    app.command(fields("U02ASHA", "away now +2h"), "v0=2");

    assertThat(commands.given().stream().map(command -> command.getId()).distinct()).hasSize(2);
  }

  @Test
  void listsOpenIncidentsOfOnesTeamsWithButtons() {
    incidents.accept("checkout-1", incident("checkout-1", "open").build());
    incidents.accept("checkout-2", incident("checkout-2", "resolved").build());
    incidents.accept("other-1", incident("other-1", "open").setTeam("other").build());

    var said = ask("U02ASHA", "incidents");

    assertThat(said.toString())
        .contains("checkout-1", "acknowledge", "<script>")
        .doesNotContain("checkout-2", "other-1");
    assertThat(said.path("blocks").get(1).path("text").path("type").asText())
        .isEqualTo("plain_text");
    assertThat(ask("U02ASHA", "incidents all").toString()).contains("other-1");
  }

  @Test
  void listsAStormInOneMessageThatSlackTakes() {
    IntStream.range(0, 200)
        .mapToObj(i -> incident("checkout-" + i, "open").setTitle("x".repeat(4_000)).build())
        .forEach(incident -> incidents.accept(incident.getId(), incident));

    assertThat(ask("U02ASHA", "incidents").toString()).contains("incidents of you", "And 180 more");
  }

  @Test
  void tellsWhyAnIncidentWentAsItDid() {
    incidents.accept(
        "checkout-1",
        incident("checkout-1", "open")
            .setPolicy("tier-1")
            .setWhy("route 1")
            .setTimeline(List.of(step("paged", "bo", "on call in payments-primary")))
            .setPath(List.of(PathStep.newBuilder().setAt(NOW).setPeople(List.of("carla")).build()))
            .build());

    assertThat(ask("U02ASHA", "why checkout-1").toString())
        .contains("policy tier-1", "route 1", "Paged Bo Li: on call in payments-primary")
        .contains("Unless somebody acts", "Carla Diaz")
        .contains("https://oncall.example.com/incidents/checkout-1");
    assertThat(text(ask("U02ASHA", "why nope-1"))).startsWith("No incident \"nope-1\" is open");
    assertThat(text(ask("U02ASHA", "why"))).startsWith("Expected one incident");
  }

  @Test
  void tellsALongStoryInOneMessageThatSlackTakes() {
    var timeline = new ArrayList<IncidentEvent>();
    IntStream.range(0, 50).forEach(i -> timeline.add(step("noted", "asha", "y".repeat(2_000))));

    incidents.accept(
        "checkout-1",
        incident("checkout-1", "open").setTimeline(timeline).setEventsDropped(3).build());

    assertThat(ask("U02ASHA", "why checkout-1").toString()).contains("23 earlier steps");
  }

  @Test
  void forgetsWhatIsGone() {
    incidents.accept("checkout-1", incident("checkout-1", "open").build());
    incidents.accept("checkout-1", null);
    published("payments-primary", shift("asha", -1, 8));
    shifts.accept("payments-primary/2026-W02", null);

    assertThat(text(ask("U02ASHA", "incidents all"))).isEqualTo("Open incidents: none.");
    assertThat(ask("U02ASHA", "oncall payments-primary").toString()).contains("nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "nonsense", "<script>alert(1)</script>"})
  void saysWhatItCanDo(String text) {
    assertThat(text(ask("U02ASHA", text))).contains("/watchbill override SCHEDULE");
  }

  @Test
  void ignoresWhatIsNoCommand() {
    app.command(Map.of(), "v0=1");
    app.command(Map.of("ssl_check", "1"), "v0=2");

    assertThat(slack.calls()).isZero();
  }

  private JsonNode ask(String user, String text) {
    app.command(fields(user, text), "v0=" + user + text);
    var said = slack.said().getLast();
    assertThat(said.path("response_type").asText()).isEqualTo("ephemeral");
    SlackContract.checkAnswer(said);
    return said;
  }

  private static String text(JsonNode said) {
    return said.path("text").asText();
  }

  private Map<String, String> fields(String user, String text) {
    return Map.of(
        "command",
        "/watchbill",
        "text",
        text,
        "user_id",
        user,
        "channel_id",
        "C0ROOM",
        "trigger_id",
        "1.2",
        "response_url",
        slack.responseUrl());
  }

  private void published(String schedule, Shift... all) {
    shifts.accept(
        schedule + "/2026-W02",
        RotationState.newBuilder()
            .setSchedule(schedule)
            .setWeek(ScheduleWeek.newBuilder().setWeek("2026-W02").setShifts(List.of(all)).build())
            .build());
  }

  private static Shift shift(String who, int fromHour, int toHour) {
    return Shift.newBuilder()
        .setWho(who)
        .setStart(NOW.plus(Duration.ofHours(fromHour)))
        .setEnd(NOW.plus(Duration.ofHours(toHour)))
        .build();
  }

  private static Incident.Builder incident(String id, String status) {
    return Incident.newBuilder()
        .setId(id)
        .setService("checkout")
        .setTeam("payments")
        .setSeverity("critical")
        .setStatus(status)
        .setTitle("<script> fails")
        .setOpenedAt(NOW);
  }

  private static IncidentEvent step(String type, String person, String why) {
    return IncidentEvent.newBuilder()
        .setId("checkout-1/1")
        .setAt(NOW)
        .setType(type)
        .setPerson(person)
        .setWhy(why)
        .build();
  }

  @Test
  void keepsResponsesApart() {
    ask("U02ASHA", "page @bo help");
    ask("U02ASHA", "page @bo help more");

    assertThat(responses.given().stream().map(Response::getId).distinct()).hasSize(2);
  }
}

package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.RunningConsole.Answer;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulePagesTest {
  private static final String COVER =
      "action=override&schedule=primary&who=bo&from=2026-01-05T10:00&to=2026-01-05T10:30";

  @TempDir Path folder;
  private RunningConsole console = nothing();
  private Shop shop = nothing();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T nothing() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    shop = new Shop(console);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void drawsShiftsAndGapsAndNamesThemInWords() {
    var page = get("/schedules?from=2026-01-05").text();

    assertThat(page)
        .contains("primary: ASHA 10:00 to 11:00; BO 11:00 to 13:00; 1 gap")
        .contains("nobody is on call, 13:00 to 15:00")
        .contains("next in turn")
        .doesNotContain("style=");
  }

  @Test
  void saysWhoIsOnCallInAScheduleAtATime() {
    assertThat(get("/schedules/primary?at=2026-01-05T11:30").text())
        .contains("<strong>BO</strong>")
        .contains("primary: next in turn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/schedules?service=checkout&at=tomorrow",
        "/schedules?service=nothing&at=2026-01-05T11:30",
        "/schedules?span=century&from=never&team=x",
        "/schedules?from=9999999-01-01",
        "/schedules/ask?action=override&schedule=x&who=y&from=a&to=b",
        "/shifts?person=%00",
      })
  void answersNonsenseWithAPage(String path) {
    var answer = get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("</html>");
  }

  @Test
  void knowsNoOtherSchedule() {
    assertThat(get("/schedules/nothing").status()).isEqualTo(404);
  }

  @Test
  void showsWhatACoverWouldMoveBeforeItIsAsked() {
    var page = get("/schedules/ask?" + COVER).text();

    assertThat(page).contains("ASHA → BO").contains("<button class=\"main\">Do it</button>");
    assertThat(console.log.commands).isEmpty();
  }

  @Test
  void asksForACoverInTheCallersName() {
    console.log.planner = this::applied;

    var answer = post(console.token("responder", "bo"), COVER);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).startsWith("/schedules/primary?notice=");
    assertThat(console.log.commands)
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getBy()).isEqualTo("bo");
          // Local times are the viewer's, whose zone is UTC.
          assertThat(command.getFrom()).isEqualTo("2026-01-05T10:00:00Z");
        });
  }

  @Test
  void asksForACoverOfOneRotation() {
    console.log.planner = this::applied;
    var form = "/schedules/ask?action=override&schedule=primary&rotation=";
    var span = "&who=cto&from=2026-01-05T09:00&to=2026-01-05T12:00";

    var page = get(form + "weekly" + span).text();
    assertThat(page).contains("<option value=\"weekly\" selected>only weekly</option>");
    assertThat(page).contains("name=\"rotation\" value=\"weekly\"");
    assertThat(get(form + "rest" + span).text()).contains("Nothing that is published.");
    assertThat(get(form + "weakly" + span).text()).contains("a rotation of that schedule");

    post(console.token("responder", "bo"), COVER + "&rotation=weekly");
    assertThat(console.log.commands)
        .singleElement()
        .extracting(ScheduleCommand::getRotation)
        .isEqualTo("weekly");
  }

  @Test
  void letsNobodySendSomebodyElseAwayBySpeakingForThemselves() {
    var answer =
        post(
            console.token("responder", "bo"),
            "action=absence&who=asha&as=bo&from=2026-01-05T10:00&to=2026-01-06T10:00");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(console.log.commands).isEmpty();
  }

  @Test
  void letsNobodyBeAwayInAnothersName() {
    var answer =
        post(
            console.token("responder", "bo"),
            "action=absence&who=asha&from=2026-01-05T10:00&to=2026-01-06T10:00");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(console.log.commands).isEmpty();
  }

  @Test
  void showsAHandoffToAcceptUntilItIs() {
    happened("primary/handoff/1", "handoff", null);
    assertThat(get("/shifts?person=bo").text()).contains("value=\"primary/handoff/1\"");

    happened("primary/handoff/1/accepted", "handoff-accepted", null);
    assertThat(get("/shifts?person=bo").text()).doesNotContain("value=\"primary/handoff/1\"");
  }

  @Test
  void showsASwapToAnswerUntilItIsAnswered() {
    happened("swap/c1", "swap-asked", null);
    assertThat(get("/shifts?person=bo").text()).contains("Accept the swap");

    console.received(
        console.topics.scheduleCommands,
        "primary",
        ScheduleCommand.newBuilder().setId("c2").setAction("decline").setTarget("c1").build());
    assertThat(get("/shifts?person=bo").text()).contains("Accept the swap");
    happened("command/c2", "command", "applied");
    assertThat(get("/shifts?person=bo").text()).doesNotContain("Accept the swap");
  }

  @Test
  void takesAnOfferedShiftInItsRotation() {
    shop.payments("asha", "bo");
    offered("weekly", "bo");
    // Bo has no shift of that one any more: somebody has taken it.
    offered("rest", "bo");

    var page = get("/shifts?person=asha").text();

    assertThat(page).contains("weekly of primary").doesNotContain("rest of primary");
    assertThat(page.replace("&amp;", "&"))
        .contains(
            "href=\"/schedules/ask?action=override&schedule=primary&who=asha&insteadOf=bo"
                + "&rotation=weekly&from=2026-01-05T11%3A00&to=2026-01-05T13%3A00\"");
  }

  @Test
  void coversTheTurnOfSeveralWhereItIsOffered() {
    shop.payments("asha", "bo");
    offered("weekly", "bo", "carla");

    assertThat(get("/shifts?person=asha").text().replace("&amp;", "&"))
        .contains("&who=asha&rotation=weekly&from=");
  }

  @Test
  void answersWhatAnAbsenceWouldMove() {
    var answer =
        console
            .get(
                "/api/v1/preview?action=absence&who=bo&from=2026-01-05T10:30Z&to=2026-01-05T11:00Z",
                console.token("viewer", null))
            .json();

    var move = answer.path("moves").path(0);
    assertThat(move.path("start").textValue()).isEqualTo("2026-01-05T10:30:00Z");
    assertThat(move.path("end").textValue()).isEqualTo("2026-01-05T11:00:00Z");
    assertThat(move.path("outgoing").path(0).textValue()).isEqualTo("bo");
    assertThat(move.path("incoming")).isEmpty();
    assertThat(move.path("what").textValue()).startsWith("given to somebody by fairness at once");
  }

  private void happened(String id, String type, @org.jspecify.annotations.Nullable String outcome) {
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
            .setOutgoing(List.of("asha"))
            .setStart(Shop.AT)
            .setEnd(Shop.AT.plusSeconds(86_400))
            .setCommand(id.substring(id.indexOf('/') + 1))
            .setOutcome(outcome)
            .build());
  }

  /** From 11:00 to 13:00 in Berlin. */
  private void offered(String rotation, String... owners) {
    console.received(
        console.topics.scheduleEvents,
        "primary",
        ScheduleEvent.newBuilder()
            .setId("primary/offered/1/2/" + rotation)
            .setType("shift-offered")
            .setSchedule("primary")
            .setTeam("payments")
            .setAt(console.clock.instant())
            .setOutgoing(List.of(owners))
            .setRotation(rotation)
            .setStart(Shop.AT.plusSeconds(3600))
            .setEnd(Shop.AT.plusSeconds(3 * 3600))
            .build());
  }

  private void applied(ScheduleCommand command) {
    console.received(
        console.topics.scheduleEvents,
        "primary",
        ScheduleEvent.newBuilder()
            .setId("command/" + command.getId())
            .setType("command")
            .setOutcome("applied")
            .setWhy("bo is on call")
            .build());
  }

  private Answer get(String path) {
    return console.get(path, console.token("admin", null));
  }

  private Answer post(String token, String form) {
    return console.ask(
        "POST",
        "/schedules/ask",
        form,
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }
}

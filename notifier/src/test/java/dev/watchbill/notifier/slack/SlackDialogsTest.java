package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.RecordingCommands;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import dev.watchbill.testkit.slack.SlackContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackDialogsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long AT_NINE = NOW.plus(Duration.ofDays(1)).getEpochSecond();
  private static final long AT_TEN = AT_NINE + 3600;

  private final SlackStandIn slack = new SlackStandIn();
  private final RecordingResponses responses = new RecordingResponses();
  private final RecordingCommands commands = new RecordingCommands();
  private RosterSnapshot roster = SlackRosters.payments();
  private final SlackApp app =
      new SlackWorkspace(slack.settings(), "xoxb-test", () -> roster, new TestClock(NOW))
          .app(
              responses,
              commands,
              new KnownShifts(),
              new KnownIncidents(),
              new NotifierMetrics(new SimpleMeterRegistry()));

  @AfterEach
  void stop() {
    slack.close();
  }

  @ParameterizedTest
  @CsvSource({"override,override", "swap,swap", "away,absence"})
  void opensADialogForACommandThatSaysNoMore(String verb, String callback) {
    command("U02ASHA", verb);

    var opened = slack.sent(SlackStandIn.OPEN).getFirst();
    assertThat(opened.path("trigger_id").asText()).isEqualTo("1.2");
    SlackContract.checkModal(opened.path("view"));
    assertThat(opened.path("view").path("callback_id").asText()).isEqualTo(callback);
    assertThat(slack.said()).isEmpty();
  }

  @Test
  void opensADialogForANoteFromTheIncidentsMessage() {
    app.interaction(press("U02ASHA", "note", "checkout-42"), "v0=1");

    var view = slack.sent(SlackStandIn.OPEN).getFirst().path("view");
    SlackContract.checkModal(view);
    assertThat(view.path("private_metadata").asText()).isEqualTo("checkout-42");
  }

  @Test
  void takesTheNameOfAScheduleWhereThereAreTooManyToChooseFrom() {
    var many = aRoster().withThePeopleOf(roster);
    IntStream.range(0, 101)
        .mapToObj(i -> Schedule.newBuilder().setId("s" + i).build())
        .forEach(many::schedule);
    roster = many.build();

    command("U02ASHA", "override");

    var view = slack.sent(SlackStandIn.OPEN).getFirst().path("view");
    SlackContract.checkModal(view);
    assertThat(view.toString()).doesNotContain("static_select");
  }

  @Test
  void asksForAnOverrideOfOneRotationOfTheChosenSchedule() {
    roster = SlackRosters.withRotations("office", "night & weekend");
    command("U02ASHA", "override");

    var view = slack.sent(SlackStandIn.OPEN).getFirst().path("view");
    SlackContract.checkModal(view);
    var group = rotations(view).path("option_groups").path(0);
    assertThat(group.path("label").path("text").asText()).isEqualTo("payments-primary");
    var option = group.path("options").path(1);
    assertThat(option.path("text").path("text").asText()).isEqualTo("night & weekend");
    var value = option.path("value").asText();

    submit(
        "U02ASHA",
        "override",
        chosen("schedule", "payments-primary"),
        user("who", "U03BO"),
        chosen("rotation", value),
        at("from", AT_NINE),
        at("to", AT_TEN));
    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> assertThat(command.getRotation()).isEqualTo("night & weekend"));
  }

  @Test
  void saysAtTheFieldThatTheRotationIsOfAnotherSchedule() {
    var answer =
        submit(
            "U02ASHA",
            "override",
            chosen("schedule", "payments-primary"),
            user("who", "U03BO"),
            chosen("rotation", "nights/office"),
            at("from", AT_NINE),
            at("to", AT_TEN));

    assertThat(answer.path("errors").path("rotation").asText())
        .isEqualTo("Expected a rotation of payments-primary, but got nights/office.");
    assertThat(commands.given()).isEmpty();
  }

  @Test
  void hasNoFieldForARotationWhereEachScheduleHasOne() {
    roster = SlackRosters.withRotations("weekly");
    command("U02ASHA", "override");

    var view = slack.sent(SlackStandIn.OPEN).getFirst().path("view");
    assertThat(rotations(view).isMissingNode()).isTrue();
  }

  @Test
  void takesTheNameOfARotationWhereOneIsTooLongToChooseFrom() {
    roster = SlackRosters.withRotations("office", "x".repeat(75));
    command("U02ASHA", "override");

    var view = slack.sent(SlackStandIn.OPEN).getFirst().path("view");
    SlackContract.checkModal(view);
    assertThat(rotations(view).path("type").asText()).isEqualTo("plain_text_input");

    submit(
        "U02ASHA",
        "override",
        chosen("schedule", "payments-primary"),
        user("who", "U03BO"),
        written("rotation", " office "),
        at("from", AT_NINE),
        at("to", AT_TEN));
    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> assertThat(command.getRotation()).isEqualTo("office"));
  }

  @Test
  void opensNoneForWhoMayNotOrIsNotLinked() {
    command("U05VIEWER", "override");
    command("U99STRANGER", "override");
    app.interaction(press("U05VIEWER", "note", "checkout-42"), "v0=1");

    assertThat(slack.sent(SlackStandIn.OPEN)).isEmpty();
    assertThat(slack.said()).hasSize(3);
    assertThat(slack.said().getFirst().path("text").asText()).contains("role in the roster");
    assertThat(slack.said().get(1).path("text").asText()).contains("contacts: {slack: U99STR");
  }

  @Test
  void saysSoWhereItCannotBeOpened() {
    slack.refuse(SlackStandIn.OPEN, "expired_trigger_id");

    command("U02ASHA", "swap");

    assertThat(slack.said().getFirst().path("text").asText())
        .startsWith("The dialog could not be opened: slack refused: expired_trigger_id");
  }

  @Test
  void triesOnceMoreToOpenItWhereSlackCannotBeReached() {
    slack.drop(SlackStandIn.OPEN);

    command("U02ASHA", "swap");

    assertThat(slack.sent(SlackStandIn.OPEN)).hasSize(2);
    assertThat(slack.said().getFirst().path("text").asText())
        .startsWith("The dialog could not be opened: slack could not be reached");
  }

  @Test
  void asksForAnOverrideAndSaysInPlaceWhatBecameOfIt() {
    commands.answering("applied", "bo is on call, instead of asha");

    var answer =
        submit(
            "U02ASHA",
            "override",
            chosen("schedule", "payments-primary"),
            user("who", "U03BO"),
            user("insteadOf", "U02ASHA"),
            at("from", AT_NINE),
            at("to", AT_TEN),
            written("text", "school <!here>"));

    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getAction()).isEqualTo("override");
          assertThat(command.getBy()).isEqualTo("asha");
          assertThat(command.getSchedule()).isEqualTo("payments-primary");
          assertThat(command.getWho()).isEqualTo("bo");
          assertThat(command.getInsteadOf()).isEqualTo("asha");
          assertThat(command.getFrom().getEpochSecond()).isEqualTo(AT_NINE);
          assertThat(command.getTo().getEpochSecond()).isEqualTo(AT_TEN);
          assertThat(command.getText()).isEqualTo("school <!here>");
        });
    assertThat(answer.path("response_action").asText()).isEqualTo("update");
    SlackContract.checkModal(answer.path("view"));
    assertThat(answer.toString()).contains("Done: bo is on call, instead of asha.");
  }

  @Test
  void asksForASwapOfOnesOwnShift() {
    submit(
        "U02ASHA",
        "swap",
        written("schedule", "payments-primary"),
        user("who", "U03BO"),
        at("from", AT_NINE),
        at("to", AT_TEN),
        at("returnFrom", AT_NINE + 86_400),
        at("returnTo", AT_TEN + 86_400));

    assertThat(commands.given())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getInsteadOf()).isEqualTo("asha");
          assertThat(command.getWho()).isEqualTo("bo");
          assertThat(command.getReturnFrom().getEpochSecond()).isEqualTo(AT_NINE + 86_400);
        });
  }

  @Test
  void asksForOnesOwnLeaveAndForOthersOnlyAsTheirManager() {
    var others = new String[] {user("who", "U03BO"), at("from", AT_NINE), at("to", AT_TEN)};
    submit("U02ASHA", "absence", user("who", "U02ASHA"), at("from", AT_NINE), at("to", AT_TEN));
    var refused = submit("U02ASHA", "absence", others);
    submit("U04CARLA", "absence", others);

    assertThat(commands.given()).extracting(it -> it.getWho()).containsExactly("asha", "bo");
    assertThat(refused.path("errors").path("who").asText())
        .isEqualTo("Not done: that is for Bo Li, or for a manager.");
  }

  @Test
  void saysAtEachFieldWhatIsWrongWithIt() {
    var answer =
        submit("U02ASHA", "override", chosen("schedule", "nights"), user("who", "U99STRANGER"));

    assertThat(commands.given()).isEmpty();
    assertThat(answer.path("response_action").asText()).isEqualTo("errors");
    var errors = answer.path("errors");
    assertThat(errors.path("schedule").asText()).contains("but got \"nights\"");
    assertThat(errors.path("who").asText()).contains("U99STRANGER");
    assertThat(errors.path("from").asText()).startsWith("Expected a day and time");
    assertThat(errors.path("to").asText()).startsWith("Expected a day and time");
  }

  @Test
  void saysWhereAnEndIsBeforeItsBeginningOrHalfOfAReturnIsMissing() {
    var swap = new String[] {written("schedule", "payments-primary"), user("who", "U03BO")};

    assertThat(
            submit("U02ASHA", "swap", swap[0], swap[1], at("from", AT_TEN), at("to", AT_NINE))
                .path("errors")
                .path("to")
                .asText())
        .startsWith("Expected an end after the beginning");
    assertThat(
            submit(
                    "U02ASHA",
                    "swap",
                    swap[0],
                    swap[1],
                    at("from", AT_NINE),
                    at("to", AT_TEN),
                    at("returnFrom", AT_NINE))
                .path("errors")
                .path("returnTo")
                .asText())
        .startsWith("Expected both");
    assertThat(commands.given()).isEmpty();
  }

  @Test
  void saysInPlaceWhyThePlannerRefuses() {
    commands.answering("refused", "asha isn't on call in payments-primary then");

    var answer =
        submit(
            "U02ASHA",
            "swap",
            chosen("schedule", "payments-primary"),
            user("who", "U03BO"),
            at("from", AT_NINE),
            at("to", AT_TEN));

    assertThat(answer.path("errors").path("schedule").asText())
        .isEqualTo("Not done: asha isn't on call in payments-primary then.");
  }

  @Test
  void keepsANoteAboutAnIncident() {
    var answer = submit("U02ASHA", "note", "checkout-42", written("text", "restarted\nthe pool"));

    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("note");
          assertThat(response.getIncident()).isEqualTo("checkout-42");
          assertThat(response.getService()).isEqualTo("checkout");
          assertThat(response.getText()).isEqualTo("restarted\nthe pool");
        });
    assertThat(answer.toString()).contains("Note: done for checkout-42.");
  }

  @Test
  void keepsNoNoteThatIsEmptyOrAboutNothing() {
    assertThat(
            submit("U02ASHA", "note", "checkout-42", written("text", "  "))
                .path("errors")
                .path("text")
                .asText())
        .isEqualTo("Expected a note, but got nothing.");
    submit("U02ASHA", "note", "../x", written("text", "hello"));
    submit("U05VIEWER", "note", "checkout-42", written("text", "hello"));
    submit("U99STRANGER", "note", "checkout-42", written("text", "hello"));

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void saysSoWhenTheOutcomeTakesTooLong() {
    commands.failingWith(new TimeoutException());

    assertThat(
            submit(
                    "U02ASHA",
                    "absence",
                    user("who", "U02ASHA"),
                    at("from", AT_NINE),
                    at("to", AT_TEN))
                .toString())
        .contains("Recorded, but it takes longer than usual");
  }

  @Test
  void saysSoWhileItIsNotSureThatItIsRecorded() {
    commands.failingWith(new NotRecordedYet());

    assertThat(
            submit(
                    "U02ASHA",
                    "absence",
                    user("who", "U02ASHA"),
                    at("from", AT_NINE),
                    at("to", AT_TEN))
                .toString())
        .contains("Not recorded yet: Watchbill waits for its broker.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "{}",
        "[]",
        "{\"type\":\"view_submission\"}",
        "{\"type\":\"view_closed\",\"user\":{\"id\":\"U02ASHA\"},\"view\":{}}"
      })
  void leavesAloneWhatIsNoDialog(String payload) {
    assertThat(app.submission(payload, "v0=1")).isEmpty();
  }

  @Test
  void asksForNothingByADialogThatIsNotOurs() {
    assertThat(submit("U02ASHA", "delete-everything").toString()).contains("none of Watchbill's");
    assertThat(commands.given()).isEmpty();
  }

  private static JsonNode rotations(JsonNode view) {
    return view.path("blocks")
        .valueStream()
        .filter(block -> block.path("block_id").asText().equals("rotation"))
        .map(block -> block.path("element"))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private void command(String user, String text) {
    app.command(
        Map.of(
            "command",
            "/watchbill",
            "text",
            text,
            "user_id",
            user,
            "trigger_id",
            "1.2",
            "response_url",
            slack.responseUrl()),
        "v0=1");
  }

  private String press(String user, String action, String value) {
    return """
    {"type":"block_actions","user":{"id":"%s"},"trigger_id":"1.2","response_url":"%s",
     "actions":[{"action_id":"%s","value":"%s","type":"button"}]}
    """
        .formatted(user, slack.responseUrl(), action, value);
  }

  private JsonNode submit(String user, String callback, String... fields) {
    var about = fields.length > 0 && !fields[0].startsWith("\"") ? fields[0] : "";
    var values = String.join(",", about.isEmpty() ? fields : new String[] {fields[1]});
    var payload =
        """
        {"type":"view_submission","user":{"id":"%s"},"trigger_id":"1.2",
         "view":{"type":"modal","callback_id":"%s","private_metadata":"%s",
          "state":{"values":{%s}}}}
        """
            .formatted(user, callback, about, values);
    try {
      return JSON.readTree(app.submission(payload, "v0=" + payload.hashCode()).orElseThrow());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String user(String field, String user) {
    return "\"%s\":{\"value\":{\"type\":\"users_select\",\"selected_user\":\"%s\"}}"
        .formatted(field, user);
  }

  private static String at(String field, long seconds) {
    return "\"%s\":{\"value\":{\"type\":\"datetimepicker\",\"selected_date_time\":%d}}"
        .formatted(field, seconds);
  }

  private static String chosen(String field, String value) {
    return "\"%s\":{\"value\":{\"type\":\"static_select\",\"selected_option\":{\"value\":\"%s\"}}}"
        .formatted(field, value);
  }

  private static String written(String field, String text) {
    return "\"%s\":{\"value\":{\"type\":\"plain_text_input\",\"value\":\"%s\"}}"
        .formatted(field, text.replace("\n", "\\n"));
  }
}

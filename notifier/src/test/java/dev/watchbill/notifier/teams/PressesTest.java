package dev.watchbill.notifier.teams;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static dev.watchbill.notifier.teams.TeamsRosters.ASHA;
import static dev.watchbill.notifier.teams.TeamsRosters.BO;
import static dev.watchbill.notifier.teams.TeamsRosters.STRANGER;
import static dev.watchbill.notifier.teams.TeamsRosters.VIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.testkit.teams.TeamsActivity;
import dev.watchbill.testkit.teams.TeamsContract;
import dev.watchbill.testkit.teams.TeamsStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pressed on a card, by whom, and what they see of it. */
class PressesTest {
  private static final String SENTENCE = "application/vnd.microsoft.activity.message";

  private final BotBench bench = new BotBench();
  private final TeamsStandIn teams = bench.teams;

  @BeforeEach
  void show() {
    var assignment =
        Assignment.newBuilder(anAssignment("checkout-42", 1).build())
            .setIncident(anIncident("checkout-42").setTeam("payments").build())
            .setChannels(List.of(new ChatChannel("teams", BotBench.ROOM)))
            .build();
    var rooms = bench.wired.rooms();
    rooms.places(assignment).forEach(place -> rooms.show(assignment, place));
  }

  @AfterEach
  void stop() {
    assertThat(teams.complaints()).isEmpty();
    bench.close();
  }

  private ObjectNode press(String verb, String user, Map<String, String> filledIn) {
    return TeamsActivity.press(teams, teams.messages().getFirst(), verb, user, filledIn);
  }

  private JsonNode pressed(String verb, String user) {
    return bench.handle(press(verb, user, Map.of()));
  }

  private Response given() {
    return bench.responses.given().getLast();
  }

  /** What the processor publishes once it has decided. */
  private void decided(ObjectNode press, String status, String by) {
    var known = Activity.of(press.toString()).orElseThrow();
    var id = "teams-" + Secrets.hash(known.key()).substring(0, 32);
    bench.incidents.accept(
        "checkout-42",
        Incident.newBuilder()
            .setId("checkout-42")
            .setService("checkout")
            .setTeam("payments")
            .setSeverity("critical")
            .setStatus(status)
            .setTitle("Checkout answers with errors")
            .setOpenedAt(NOW)
            .setAlerts(4)
            .setAcknowledgedBy(by)
            .setTimeline(
                List.of(
                    IncidentEvent.newBuilder()
                        .setId("checkout-42/7")
                        .setType("acknowledged")
                        .setResponse(id)
                        .build()))
            .build());
  }

  @Test
  void turnsAPressIntoAResponseOfThePersonBehindIt() {
    pressed("acknowledge", ASHA.toUpperCase(Locale.ROOT));

    assertThat(bench.responses.given())
        .containsExactly(
            Response.newBuilder()
                .setId(given().getId())
                .setIncident("checkout-42")
                .setService("checkout")
                .setAt(NOW)
                .setPerson("asha")
                .setAction("acknowledge")
                .setVia("teams")
                .setFrom(teams.messages().getFirst().conversation())
                .build());
  }

  @Test
  void showsTheCardInItsNewStateToWhoeverPressed() {
    var press = press("acknowledge", ASHA, Map.of());
    decided(press, "acknowledged", "asha");

    var answer = bench.handle(press);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("type").asText()).isEqualTo(TeamsContract.CARD);
    TeamsContract.checkCard(answer.path("value"));
    assertThat(answer.path("value").findValuesAsText("text"))
        .contains(
            "ACKNOWLEDGED checkout: Checkout answers with errors", "Acknowledged by Asha Rao");
    assertThat(answer.path("value").findValuesAsText("verb"))
        .contains("resolve", "escalate")
        .doesNotContain("acknowledge");
    assertThat(answer.path("value").findValuesAsText("url"))
        .contains("https://wiki.example.com/checkout");
  }

  @Test
  void saysASentenceWhereTheNewStateIsNotKnownInTime() {
    var answer = pressed("resolve", ASHA);

    assertThat(answer.path("type").asText()).isEqualTo(SENTENCE);
    assertThat(answer.path("value").asText()).isEqualTo("Resolve: done for checkout-42.");
  }

  @Test
  void givesTheSamePressTheSameResponseId() {
    var press = press("acknowledge", ASHA, Map.of());
    bench.handle(press);
    bench.handle(press);
    pressed("acknowledge", ASHA);

    assertThat(bench.responses.given().stream().map(Response::getId).distinct()).hasSize(2);
  }

  @Test
  void saysWhyNotInASentence() {
    bench.responses.answering("refused", "It was resolved at 09:00.");
    assertThat(pressed("acknowledge", ASHA).path("value").asText())
        .isEqualTo("Acknowledge: refused for checkout-42. It was resolved at 09:00.");
    bench.responses.failingWith(new TimeoutException());
    assertThat(pressed("acknowledge", ASHA).path("value").asText()).contains("takes longer");
  }

  @Test
  void refusesWhoeverIsNotLinkedWithTheWayToLink() {
    var answer = pressed("acknowledge", STRANGER);

    assertThat(answer.path("type").asText()).isEqualTo(SENTENCE);
    assertThat(answer.path("value").asText())
        .isEqualTo(
            "Not done: nobody in the roster has your Microsoft Entra object id %s. Ask for contacts:"
                    .formatted(STRANGER)
                + " {teams: %s} in your entry, then try again.".formatted(STRANGER));
    assertThat(bench.responses.given()).isEmpty();
  }

  @Test
  void refusesWhoeverMayOnlyLook() {
    assertThat(pressed("resolve", VIC).path("value").asText())
        .contains("Your role in the roster is viewer");
    assertThat(bench.responses.given()).isEmpty();
  }

  @Test
  void takesWhatIsFilledIn() {
    bench.handle(press("snooze", ASHA, Map.of("length", "PT1H")));
    assertThat(given().getUntil()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    bench.handle(press("reassign", ASHA, Map.of("person", "bo")));
    assertThat(given().getTo()).containsExactly("bo");
    bench.handle(press("add-responder", BO, Map.of("person", "asha")));
    assertThat(given().getTo()).containsExactly("asha");
    bench.handle(press("note", BO, Map.of("text", " restarted <at>it</at> ")));
    assertThat(given().getText()).isEqualTo("restarted <at>it</at>");

    assertThat(bench.responses.given())
        .extracting(Response::getAction)
        .containsExactly("snooze", "reassign", "add-responder", "note");
  }

  @Test
  void offersTheTeamAndLengths() {
    var card = teams.messages().getFirst().card();

    assertThat(TeamsActivity.button(card, "reassign").path("data").path("incident").asText())
        .isEqualTo("checkout-42");
    assertThat(card.findValuesAsText("value"))
        .containsExactly("PT30M", "PT1H", "PT4H", "PT12H", "asha", "bo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snooze {}", "snooze {\"length\":\"P70D\"}", "snooze {\"length\":\"soon\"}",
        "reassign {}", "reassign {\"person\":\"nobody\"}", "add-responder {\"person\":7}",
        "note {\"text\":\"  \"}"
      })
  void saysWhatIsMissing(String press) {
    var verb = press.split(" ", 2)[0];
    var data = (ObjectNode) JsonText.read(press.split(" ", 2)[1]);
    data.put("incident", "checkout-42");

    var answer = bench.handle(TeamsActivity.press(teams, "a:1", verb, ASHA, data));

    assertThat(answer.path("value").asText()).contains("not done. ");
    assertThat(bench.responses.given()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acknowledge {}",
        "acknowledge {\"incident\":\"../etc\"}",
        "explode {\"incident\":\"a-1\"}",
        "accept {}",
        "acknowledge []"
      })
  void answersThatItIsNoPressOfOurs(String press) {
    var data = JsonText.read(press.split(" ", 2)[1]);

    var answer =
        bench.handle(TeamsActivity.press(teams, "a:1", press.split(" ", 2)[0], ASHA, data));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(answer.path("type").asText()).isEqualTo("application/vnd.microsoft.error");
    assertThat(bench.responses.given()).isEmpty();
  }

  @Test
  void leavesACardOfManyIncidentsAsItIs() {
    var data = JsonText.object().put("incident", "checkout-42").put("stays", true);
    var press = TeamsActivity.press(teams, "a:1", "acknowledge", ASHA, data);
    decided(press, "acknowledged", "asha");

    assertThat(bench.handle(press).path("value").asText())
        .isEqualTo("Acknowledge: done for checkout-42.");
  }

  @Test
  void acceptsAHandoffInTheNameOfWhoeverPressed() {
    var data = JsonText.object().put("target", "payments-primary/handoff/1");

    bench.handle(TeamsActivity.press(teams, "a:1", "accept", BO, data));
    bench.handle(TeamsActivity.press(teams, "a:1", "accept", VIC, data));

    assertThat(bench.commands.given())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getBy()).isEqualTo("bo");
          assertThat(command.getVia()).isEqualTo("teams");
          assertThat(command.getTarget()).isEqualTo("payments-primary/handoff/1");
        });
  }

  @Test
  void tellsWhoeverWritesWhoTheyAreAndAChannelItsId() {
    bench.bot.handle(written("a:1asha", ASHA));
    bench.bot.handle(written("a:1stranger", STRANGER));
    bench.bot.handle(written(BotBench.ROOM + ";messageid=9", ASHA));

    await().until(() -> teams.messages().size() == 4);
    assertThat(teams.messages())
        .extracting(message -> message.latest().path("text").asText())
        .anyMatch(text -> text.startsWith("You are Asha Rao to Watchbill."))
        .anyMatch(text -> text.contains("contacts: {teams: " + STRANGER + "}"))
        .anyMatch(text -> text.contains("chat: {teams: \"" + BotBench.ROOM + "\"}"));
  }

  @Test
  void tellsThemAlsoWhereTheLoginTakesLong() {
    bench.clock.advance(Duration.ofHours(1));
    teams.slow(Duration.ofMillis(2_200), Duration.ZERO);
    bench.bot.handle(written("a:1asha", ASHA));

    await().until(() -> teams.messages().size() == 2);
    assertThat(teams.logins()).isEqualTo(2);
  }

  private Activity written(String conversation, String user) {
    var activity = TeamsActivity.written(teams, conversation, user, "<at>Watchbill</at> hello");
    return Activity.of(activity.toString()).orElseThrow();
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    var typing = TeamsActivity.written(teams, "a:1", ASHA, "").put("type", "typing");
    var search =
        TeamsActivity.written(teams, "a:1", ASHA, "")
            .put("type", "invoke")
            .put("name", "composeExtension/query");

    assertThat(bench.bot.handle(Activity.of(typing.toString()).orElseThrow()).status())
        .isEqualTo(200);
    assertThat(bench.bot.handle(Activity.of(search.toString()).orElseThrow()).status())
        .isEqualTo(501);
    assertThat(teams.messages()).hasSize(1);
  }

  @Test
  void changesNothingForOthersByItself() {
    pressed("acknowledge", ASHA);

    assertThat(teams.messages().getFirst().versions()).hasSize(1);
    var later =
        Assignment.newBuilder(anAssignment("checkout-42", 2).build())
            .setState("acknowledged")
            .setBy("asha")
            .build();
    bench.wired.rooms().show(later, new Place.Room(BotBench.ROOM));
    assertThat(teams.messages().getFirst().card().findValuesAsText("text"))
        .contains("Acknowledged by Asha Rao");
  }
}

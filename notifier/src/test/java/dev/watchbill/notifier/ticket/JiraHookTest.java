package dev.watchbill.notifier.ticket;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.ticket.Tracker.Result;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JiraHookTest {
  private final RecordingResponses responses = new RecordingResponses();
  private final KnownIncidents incidents = new KnownIncidents();
  private Duration ahead = Duration.ZERO;
  private final ProviderStandIn server = new ProviderStandIn(404, "{}");
  private final TestClock clock = new TestClock(NOW);
  private final OwnTickets tickets = new OwnTickets();
  private final JiraTracker tracker =
      new JiraTracker(
          JiraSettings.of(
                  new Environment(
                      Map.of("WATCHBILL_JIRA_URL", server.url(), "WATCHBILL_JIRA_TOKEN", "t0ken")))
              .orElseThrow(),
          clock);
  private final JiraHook events =
      new JiraHook(
          "It's a Secret to Everybody",
          new CalledAnswers(
              new TicketAnswers(responses, TicketRosters::checkout, clock),
              incidents,
              tickets,
              Runnable::run));

  JiraHookTest() {
    var board = new ShownBoard("jira");
    board.shown(anAssignment("checkout-42", 1).build(), "PAY", NOW, "PAY-1 open asha Done");
    tickets.add(tracker, board);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void believesWhatItsSecretSigned() {
    // The example of the signature's documentation.
    var body = "Hello World!";
    var signature = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";

    assertThat(events.accepts(signature, body)).isTrue();
    assertThat(events.accepts(signature, body + " ")).isFalse();
    assertThat(events.accepts(signature.replace("a4", "b4"), body)).isFalse();
    assertThat(events.accepts(null, body)).isFalse();
    assertThat(events.accepts("", body)).isFalse();
  }

  @Test
  void resolvesWhatSomebodyClosed() {
    events.take(changed("b0b0", "status", "done", "b0b0"));
    events.take(changed("b0b0", "status", "done", "b0b0"));

    assertThat(responses.given().stream().distinct())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("resolve");
          assertThat(response.getPerson()).isEqualTo("bo");
          assertThat(response.getIncident()).isEqualTo("checkout-42");
          assertThat(response.getService()).isEqualTo("checkout");
          assertThat(response.getVia()).isEqualTo("jira");
        });
  }

  @Test
  void givesToWhomSomebodyAssignedIt() {
    events.take(changed("b0b0", "assignee", "new", "5b10ac8d"));

    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("reassign");
          assertThat(response.getTo()).isEqualTo(List.of("asha"));
        });
  }

  @Test
  void passesOverACopyOfItsTicket() {
    server.says("/rest/api/2/issue/PAY-1", "{\"key\":\"PAY-1\"}");

    events.take(changed("b0b0", "status", "done", "b0b0").replace("PAY-1", "PAY-7"));
    events.take(changed("b0b0", "assignee", "new", "5b10ac8d").replace("PAY-1", "PAY-7"));

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void knowsItsTicketAgainWhereItWasMovedTo() {
    server.says("/rest/api/2/issue/PAY-1", "{\"key\":\"OPS-3\"}");

    events.take(changed("b0b0", "status", "done", "b0b0").replace("PAY-1", "OPS-3"));

    assertThat(responses.given()).extracting(Response::getAction).containsExactly("resolve");
  }

  @Test
  void believesNobodyWhileItCannotAskWhatBecameOfItsTicket() {
    events.take(changed("b0b0", "status", "done", "b0b0").replace("PAY-1", "OPS-3"));

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void passesOverItsOwnChangesStrangersAndWhoMayOnlyLook() {
    events.take(changed("our-own-bot", "status", "done", "b0b0"));
    events.take(changed("d0ra", "status", "done", "b0b0"));
    events.take(changed("b0b0", "assignee", "new", "a-stranger"));
    events.take(changed("b0b0", "status", "indeterminate", "b0b0"));
    events.take(changed("b0b0", "summary", "new", "b0b0"));

    assertThat(responses.given()).extracting(Response::getAction).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 0, 10})
  void passesOverWhatWasDoneBeforeItsIncidentCameBackOrMoved(int minutes) {
    ahead = Duration.ofMinutes(minutes);
    server.answer(200, "{}", "Date", RFC_1123_DATE_TIME.format(NOW.plus(ahead).atOffset(UTC)));
    assertThat(tracker.now("PAY-1")).isEqualTo(new Result.Ok<>("PAY-1"));
    incidents.accept(
        "checkout-42",
        Incident.newBuilder()
            .setId("checkout-42")
            .setService("checkout")
            .setStatus("open")
            .setOpenedAt(NOW.minusSeconds(900))
            .setTimeline(
                List.of(step("reopened", NOW.minusSeconds(300)), step("acknowledged", NOW)))
            .build());

    events.take(at(NOW.minusSeconds(361), changed("b0b0", "status", "done", "b0b0")));
    events.take(at(NOW.minusSeconds(61), changed("b0b0", "assignee", "new", "5b10ac8d")));
    assertThat(responses.given()).isEmpty();

    events.take(at(NOW.minusSeconds(60), changed("b0b0", "assignee", "new", "5b10ac8d")));
    events.take(at(NOW.minusSeconds(299), changed("b0b0", "status", "done", "b0b0")));
    assertThat(responses.given())
        .extracting(Response::getAction)
        .containsExactly("reassign", "resolve");
  }

  private static IncidentEvent step(String type, Instant at) {
    return IncidentEvent.newBuilder().setType(type).setAt(at).build();
  }

  /** As Jira's clock has it. */
  private String at(Instant time, String event) {
    return event.replaceFirst(
        "\\{", "{\"timestamp\":%d,".formatted(time.plus(ahead).toEpochMilli()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[]", "null", "{}", "{\"issue\":{}}"})
  void passesOverWhatIsNoChange(String body) {
    events.take(body);

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void passesOverIssuesThatAreNotOurs() {
    events.take(
        changed("b0b0", "status", "done", "b0b0").replace("watchbill-checkout-42", "other"));
    events.take(
        changed("b0b0", "status", "done", "b0b0")
            .replace("watchbill-checkout-42", "watchbill-../x"));

    assertThat(responses.given()).isEmpty();
  }

  private static String changed(String by, String field, String category, String assignee) {
    return """
    {"webhookEvent":"jira:issue_updated","user":{"accountId":"%s"},
     "issue":{"key":"PAY-1","fields":{"labels":["watchbill","watchbill-checkout-42"],
       "status":{"name":"X","statusCategory":{"key":"%s"}},"assignee":{"accountId":"%s"}}},
     "changelog":{"id":"10001","items":[{"field":"%s","fromString":"a","toString":"b"}]}}
    """
        .formatted(by, category, assignee, field);
  }
}

package dev.watchbill.notifier.ticket;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.notifier.delivery.Rooms;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jira's tickets as the incident moves, Cloud unless said otherwise. */
class TicketRoomsTest {
  private static final Place ROOM = new Place.Room("PAY");

  private final JiraStandIn jira = new JiraStandIn();
  private final TestClock clock = new TestClock(NOW);
  private final KnownIncidents incidents = new KnownIncidents();
  private ShownBoard board = new ShownBoard("jira");
  private RosterSnapshot roster = TicketRosters.checkout();
  private TicketRooms rooms = rooms(true);

  private TicketRooms rooms(boolean cloud) {
    var variables = new HashMap<String, String>();
    variables.put("WATCHBILL_JIRA_URL", jira.url());
    variables.put("WATCHBILL_JIRA_TOKEN", "t0ken");
    if (cloud) {
      variables.put("WATCHBILL_JIRA_USER", "bot@example.com");
    }
    var settings = JiraSettings.of(new Environment(variables)).orElseThrow();
    var links =
        new Links(
            new LinkSeal("a key that nobody knows"),
            () -> Optional.of("https://oncall.example.com"),
            clock);
    return new TicketRooms(
        new JiraTracker(settings, clock), board, incidents, () -> roster, links, clock);
  }

  /** Knows what receipts say. */
  private void restarted(Delivery last, long seq) {
    board = new ShownBoard("jira");
    if (last instanceof Delivery.Delivered delivered) {
      board.learn(
          Receipt.newBuilder()
              .setId("checkout-42/%d/jira/PAY".formatted(seq))
              .setIncident("checkout-42")
              .setChannel("jira")
              .setAddress("PAY")
              .setProviderRef(delivered.ref().orElseThrow())
              .setAt(NOW)
              .build());
    }
    rooms = rooms(true);
  }

  @AfterEach
  void stop() {
    jira.close();
    jira.judge();
  }

  private static Assignment.Builder open(long seq) {
    return anAssignment("checkout-42", seq)
        .setTicket(true)
        .setPeople(List.of(AssignedPerson.newBuilder().setPerson("asha").build()));
  }

  private Delivery show(Assignment.Builder assignment) {
    return rooms.show(assignment.build(), ROOM);
  }

  @Test
  void isMadeWhereThePolicyAndTheServiceSaySo() {
    assertThat(rooms.places(open(1).build())).containsExactly(ROOM);
    assertThat(rooms.places(open(1).setTicket(false).build())).isEmpty();
    assertThat(rooms.places(anAssignment("batch-1", 1).setTicket(true).build())).isEmpty();
  }

  @Test
  void saysWhatWhereWhoAndHowBadWithLinksBothWays() {
    assertThat(show(open(1))).isEqualTo(Delivery.accepted("PAY-1 open asha Done"));

    var fields = jira.issues().getFirst().path("fields");
    assertThat(fields.path("summary").asText()).isEqualTo("checkout: Checkout answers with errors");
    assertThat(fields.at("/issuetype/name").asText()).isEqualTo("Incident");
    assertThat(fields.at("/components/0/name").asText()).isEqualTo("checkout");
    assertThat(fields.at("/priority/name").asText()).isEqualTo("Highest");
    assertThat(fields.at("/assignee/accountId").asText()).isEqualTo("5b10ac8d");
    assertThat(fields.path("labels").toString()).contains("watchbill-checkout-42");
    assertThat(fields.path("description").toString())
        .contains("Paged: Asha Rao", "https://oncall.example.com/incidents/checkout-42");
    assertThat(jira.calls()).contains("POST /rest/api/3/issue/PAY-1/remotelink");
  }

  @Test
  void isOneAnIncidentAlsoWhenTheAnswerIsLostOrTheProcessDies() {
    jira.losingAnswers(true);
    assertThat(show(open(1))).isInstanceOf(Delivery.Retryable.class);
    jira.losingAnswers(false);
    assertThat(show(open(1))).isInstanceOf(Delivery.Delivered.class);
    board = new ShownBoard("jira");
    rooms = rooms(true);
    assertThat(show(open(1))).isInstanceOf(Delivery.Delivered.class);

    assertThat(jira.issues()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("dev.watchbill.notifier.delivery.HostileTexts#all")
  void isMadeAndMovesWhateverAnAlertSays(String text) {
    for (var cloud : List.of(true, false)) {
      rooms = rooms(cloud);
      var incident =
          anIncident("checkout-" + (cloud ? 1 : 2))
              .setTitle(text)
              .setText(text)
              .setSeverity(text)
              .setRunbook(text)
              .build();
      for (var state : List.of("open", "acknowledged", "resolved")) {
        var seq = List.of("open", "acknowledged", "resolved").indexOf(state) + 1;
        assertThat(show(open(seq).setIncident(incident).setState(state).setWhy(text).setBy("bo")))
            .isInstanceOf(Delivery.Delivered.class);
      }
    }
    assertThat(jira.issues())
        .hasSize(2)
        .allSatisfy(issue ->
            assertThat(issue.at("/fields/summary").asText())
                .startsWith("checkout:")
                .hasSizeLessThanOrEqualTo(255)
                .doesNotContain("\n"));
  }

  @Test
  void movesWithItsIncident() {
    show(open(1));
    show(open(2).setState("acknowledged").setBy("bo"));
    show(open(3).setState("acknowledged").setBy("bo"));
    show(open(4).setState("resolved").setBy("bo"));

    assertThat(jira.comments()).hasSize(2);
    assertThat(jira.comments().getFirst()).contains("Acknowledged by Bo Li");
    assertThat(jira.calls())
        .contains("PUT /rest/api/3/issue/PAY-1", "transition 31")
        .doesNotContain("transition 11");
  }

  @Test
  void saysOnceWhatItTriesAgain() {
    show(open(1));
    jira.failingTransitions(true);
    for (var i = 0; i < 3; i++) {
      assertThat(show(open(2).setState("resolved").setBy("bo")))
          .isInstanceOf(Delivery.Retryable.class);
    }
    jira.failingTransitions(false);
    assertThat(show(open(2).setState("resolved").setBy("bo")))
        .isInstanceOf(Delivery.Delivered.class);

    assertThat(jira.comments()).hasSize(1);
    assertThat(jira.calls()).containsOnlyOnce("transition 31");
  }

  @Test
  void saysThatAWorkflowKeepsATicketOpen() {
    show(open(1));
    jira.stuckAt("In Review");

    assertThat(show(open(2).setState("resolved").setBy("bo")))
        .isEqualTo(
            Delivery.refused(
                "Jira's workflow has no transition from \"In Review\" to \"Done\"; the ticket PAY-1"
                    + " stays open"));
    assertThat(jira.comments()).hasSize(1);

    jira.stuckAt("Done");
    assertThat(show(open(2).setState("resolved").setBy("bo")))
        .isInstanceOf(Delivery.Delivered.class);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "{\"redmine\":{\"project\":\"payments\"}}",
        "{\"jira\":{\"project\":\"OPS\",\"resolved\":\"In Progress\"}}",
      })
  void isFinishedWhereItWasMadeWhereverTheRosterHasTicketsMeanwhile(String places) {
    var last = show(open(1));
    roster = TicketRosters.checkout(places);
    restarted(last, 1);
    var acknowledged = open(2).setState("acknowledged").setBy("bo").setTicket(false);
    assertThat(rooms.places(acknowledged.build())).containsExactly(ROOM);
    last = show(acknowledged);
    restarted(last, 2);
    var resolved = open(3).setState("resolved").setPeople(List.of());
    assertThat(rooms.places(resolved.build())).containsExactly(ROOM);

    assertThat(show(resolved)).isInstanceOf(Delivery.Delivered.class);
    assertThat(jira.issues()).hasSize(1);
    assertThat(jira.comments()).hasSize(2);
    assertThat(jira.calls()).contains("transition 31").doesNotContain("transition 11");
  }

  @Test
  void isOneWhereTheRosterHasAnotherPlaceWhileItCannotBeMade() {
    jira.answering(503);
    assertThat(rooms.places(open(1).build())).containsExactly(ROOM);
    assertThat(show(open(1))).isInstanceOf(Delivery.Retryable.class);
    roster =
        TicketRosters.checkout("{\"jira\":{\"project\":\"OPS\",\"resolved\":\"In Progress\"}}");
    assertThat(rooms.places(open(2).build())).containsExactly(ROOM);
    jira.answering(0);

    assertThat(show(open(2))).isEqualTo(Delivery.accepted("OPS-1 open asha In Progress"));
    assertThat(show(open(3).setState("resolved"))).isInstanceOf(Delivery.Delivered.class);
    assertThat(jira.issues()).hasSize(1);
    assertThat(jira.calls()).contains("transition 11");
  }

  @Test
  void isGivenTheStatusThatWasNamedWhenItWasTouchedLast() {
    roster =
        TicketRosters.checkout("{\"jira\":{\"project\":\"PAY\",\"resolved\":\"In Progress\"}}");
    var last = show(open(1));
    roster = TicketRosters.checkout(null);
    restarted(last, 1);

    assertThat(show(open(2).setState("resolved").setPeople(List.of())))
        .isEqualTo(Delivery.accepted("PAY-1 resolved  In Progress"));
    assertThat(jira.calls()).contains("transition 11");
  }

  @Test
  void isClosedAnyhowWhereNobodyKnowsWhichStatusWasMeant() {
    show(open(1));
    roster = TicketRosters.checkout(null);
    restarted(Delivery.accepted("PAY-1 open asha"), 1);

    assertThat(show(open(2).setState("resolved"))).isInstanceOf(Delivery.Delivered.class);
    assertThat(jira.calls()).contains("transition 31");
  }

  @Test
  void isSilentWhereItHasBeenToldAlready() {
    show(open(2));
    var before = jira.calls().size();

    assertThat(show(open(1))).isEqualTo(Delivery.accepted("PAY-1 open asha Done"));
    assertThat(jira.calls()).hasSize(before);
  }

  @Test
  void isMadeWithoutWhatJiraDoesNotKnow() {
    jira.refusing("assignee");

    assertThat(show(open(1))).isInstanceOf(Delivery.Delivered.class);
    assertThat(jira.issues().getFirst().path("fields").has("assignee")).isFalse();
    assertThat(jira.issues().getFirst().path("fields").has("components")).isTrue();
  }

  @Test
  void isNotMadeOfWhatWasOverLongBeforeItsTrackerWasConnected() {
    isKnownAs("resolved");
    clock.advance(Duration.ofMinutes(61));

    assertThat(show(open(1))).isEqualTo(Rooms.TOO_OLD);
    assertThat(show(open(2).setState("resolved"))).isEqualTo(Rooms.TOO_OLD);
    assertThat(jira.calls()).isEmpty();
  }

  @Test
  void isMadeOfWhatIsOpenStillHoweverLongItHasBeen() {
    isKnownAs("open");
    clock.advance(Duration.ofDays(3));

    assertThat(show(open(1))).isInstanceOf(Delivery.Delivered.class);
    assertThat(jira.issues()).hasSize(1);
  }

  @Test
  void isMadeOfNewsThatIsNotKnownYetAndClosedHoweverLate() {
    assertThat(show(open(1))).isInstanceOf(Delivery.Delivered.class);
    isKnownAs("resolved");
    clock.advance(Duration.ofDays(1));

    assertThat(show(open(2).setState("resolved"))).isInstanceOf(Delivery.Delivered.class);
    assertThat(jira.calls()).contains("transition 31");
  }

  private void isKnownAs(String status) {
    incidents.accept(
        "checkout-42",
        Incident.newBuilder()
            .setId("checkout-42")
            .setService("checkout")
            .setStatus(status)
            .setOpenedAt(NOW)
            .build());
  }

  @Test
  void isNotMadeWhereNobodyHasHadTheIncident() {
    assertThat(show(open(1).setPeople(List.of()).setState("suppressed")))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(jira.issues()).isEmpty();
  }

  @Test
  void speaksPlainTextAndNamesToADataCenter() {
    rooms = rooms(false);
    show(open(1));
    show(open(2).setState("resolved"));

    var fields = jira.issues().getFirst().path("fields");
    assertThat(fields.at("/assignee/name").asText()).isEqualTo("5b10ac8d");
    assertThat(fields.path("description").asText())
        .matches("(?s)\\{noformat}\n.*Paged: Asha Rao.*\n\\{noformat}\n\nhttps://\\S+");
    assertThat(jira.calls())
        .contains("GET /rest/api/2/search", "POST /rest/api/2/issue/PAY-1/transitions");
  }

  @Test
  void takesRefusalsForWhatTheyAre() {
    for (var status : Map.of(429, true, 500, true, 503, true, 401, false, 403, false).entrySet()) {
      jira.answering(status.getKey());
      assertThat(show(open(1)) instanceof Delivery.Retryable).isEqualTo(status.getValue());
    }
    jira.answering(401);
    assertThat(show(open(1)))
        .isEqualTo(Delivery.refusesUs("jira answered 401 (check WATCHBILL_JIRA_TOKEN)"));
  }
}

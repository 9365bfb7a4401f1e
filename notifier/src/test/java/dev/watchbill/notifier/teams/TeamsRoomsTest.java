package dev.watchbill.notifier.teams;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecificationVersion;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.notifier.web.SharedContract;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeamsRoomsTest {
  private static final String ROOM = "${env:TEAMS_PAYMENTS}";

  private final ProviderStandIn teams = new ProviderStandIn(202, "");
  private final TestClock clock = new TestClock(NOW);
  private final Links links =
      new Links(
          new LinkSeal("a key that nobody knows"),
          () -> Optional.of("https://oncall.example.com"),
          clock);
  private final Workflows workflows =
      new Workflows(
          new Environment(Map.of("TEAMS_PAYMENTS", teams.url() + "/workflows/1?sig=secret")),
          clock);
  private final ShownBoard board = new ShownBoard("teams");
  private final TeamsRooms rooms =
      new TeamsRooms(workflows, Optional.empty(), board, Rosters::ashaAndBo, links, clock);

  @AfterEach
  void stop() {
    teams.close();
  }

  private Delivery show(Assignment.Builder assignment) {
    return rooms.show(assignment.build(), new Place.Room(ROOM));
  }

  private static Assignment.Builder open(long seq) {
    return anAssignment("checkout-42", seq)
        .setPeople(List.of(AssignedPerson.newBuilder().setPerson("asha").build()))
        .setPath(List.of(new PathStep(2, NOW.plusSeconds(300), List.of(), List.of("bo"))));
  }

  /** As Workflows takes it, and Adaptive Cards 1.5 has it. */
  private JsonNode card() {
    var request = teams.requests().getLast();
    assertThat(request.getUrl()).isEqualTo("/workflows/1?sig=secret");
    assertThat(request.getHeader("Content-Type")).startsWith("application/json");
    assertThat(request.getBodyAsString().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(28 * 1024);
    var body = teams.lastBody();
    assertThat(body.path("type").asText()).isEqualTo("message");
    assertThat(body.path("attachments")).hasSize(1);
    assertThat(body.at("/attachments/0/contentType").asText())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    var card = body.at("/attachments/0/content");
    SharedContract.check("adaptive-card-1.5.0.json", SpecificationVersion.DRAFT_6, card);
    return card;
  }

  @Test
  void saysWhatWhoWhyAndWhatComesNextWithLinksToSignIn() {
    assertThat(show(open(1))).isInstanceOf(Delivery.Delivered.class);

    var card = card();
    assertThat(card.findValuesAsText("text"))
        .contains(
            "CRITICAL checkout: Checkout answers with errors",
            "Paged: Asha Rao",
            "If nobody acknowledges: Bo Li at Mon 5 Jan 09:05 (UTC)");
    assertThat(card.path("actions").findValuesAsText("url"))
        .containsExactly(
            "https://oncall.example.com/incidents/checkout-42",
            "https://wiki.example.com/checkout");
    assertThat(card.toString()).doesNotContain("/links/");
  }

  @Test
  void postsANewCardThatSaysWhichOneItReplaces() {
    show(open(1));
    clock.advance(Duration.ofMinutes(3));
    show(open(2).setState("acknowledged").setBy("bo"));

    assertThat(teams.requests()).hasSize(2);
    assertThat(card().findValuesAsText("text"))
        .contains(
            "ACKNOWLEDGED checkout: Checkout answers with errors",
            "Replaces the card of Mon 5 Jan 09:00 (UTC) (open)",
            "Acknowledged by Bo Li");
  }

  @Test
  void postsNothingWhereNobodyWouldSeeAChange() {
    show(open(1));
    show(open(2));

    assertThat(teams.requests()).hasSize(1);
  }

  @Test
  void postsNothingTwiceAfterARestart() {
    board.learn(
        Receipt.newBuilder()
            .setId("checkout-42/5/teams/" + ROOM)
            .setIncident("checkout-42")
            .setChannel("teams")
            .setAddress(ROOM)
            .setOutcome("accepted")
            .setAt(NOW)
            .setProviderRef("open/0")
            .build());

    assertThat(show(open(5))).isEqualTo(Delivery.accepted("open/0"));
    assertThat(teams.requests()).isEmpty();
    show(open(6).setState("resolved"));
    assertThat(teams.requests()).hasSize(1);
  }

  @Test
  void letsNothingInAnAlertBecomeMarkupOrAMention() {
    show(
        open(1)
            .setIncident(
                anIncident("checkout-42")
                    .setTitle("[click](https://evil.example) <at>everybody</at> **x**")
                    .setText("y".repeat(100_000))
                    .setRunbook("javascript:alert(1)")
                    .build()));

    var card = card();
    card.path("body")
        .forEach(block -> {
          assertThat(block.path("type").asText()).isEqualTo("RichTextBlock");
          assertThat(block.path("inlines").findValuesAsText("type")).containsOnly("TextRun");
        });
    assertThat(card.has("msteams")).isFalse();
    assertThat(card.path("actions").findValuesAsText("url"))
        .containsExactly("https://oncall.example.com/incidents/checkout-42");
  }

  @Test
  void takesRefusalsForWhatTheyAre() {
    teams.answer(429, "", "Retry-After", "5");
    assertThat(show(open(1)))
        .isEqualTo(Delivery.retryable("teams answered 429", Duration.ofSeconds(5)));
    for (var status : new int[] {500, 502, 504}) {
      teams.answer(status, "");
      assertThat(show(open(1))).isInstanceOf(Delivery.Retryable.class);
    }
    for (var status : new int[] {400, 401, 403, 404, 410}) {
      teams.answer(status, "");
      assertThat(show(open(1))).isInstanceOf(Delivery.Refused.class);
    }
    teams.drop();
    assertThat(show(open(1))).isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void saysWhichReferenceLeadsNowhereAndNeverTheAddressItself() {
    assertThat(rooms.show(open(1).build(), new Place.Room("${env:NOT_SET}")))
        .isEqualTo(
            Delivery.refused(
                "Expected ${env:NOT_SET} to lead to the address of a workflow, but it doesn't"));
    teams.answer(404, "");
    assertThat(show(open(1)).toString()).doesNotContain("sig=secret");
  }

  @Test
  void asksEachWorkflowByItselfAndTheBotForAllElse() {
    assertThat(rooms.server(new Place.Room("${env:ONE}")))
        .isNotEqualTo(rooms.server(new Place.Room("${env:OTHER}")));
    assertThat(rooms.server(new Place.Room("19:a@thread.tacv2")))
        .isEqualTo(rooms.server(new Place.Message("a/1", "asha")))
        .isEmpty();
  }

  @Test
  void postsNoOldNews() {
    assertThat(rooms.passesOverOldNews()).isTrue();
  }

  @Test
  void tellsTeamsOfTheirSchedulesAndRefusesPagesToPeople() {
    var notices = new TeamsMessages(workflows, Optional.empty(), Rosters::ashaAndBo, links);
    var notice =
        aPage("notice/h-1.1")
            .setKind("notice")
            .setAddress(ROOM)
            .setText("Handoff in payments: Bo Li is on call now\nNothing is open.")
            .build();

    assertThat(notices.deliver(notice)).isInstanceOf(Delivery.Delivered.class);
    assertThat(card().findValuesAsText("text")).contains("Nothing is open.");
    assertThat(notices.deliver(aPage("checkout-1.1").setAddress(ROOM).build()))
        .isInstanceOf(Delivery.Refused.class);
  }
}

package dev.watchbill.notifier.teams;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.testkit.teams.TeamsStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One card an incident, in channels and in people's chats, changed as the incident moves. */
class BotRoomsTest {
  private static final Place ROOM = new Place.Room(BotBench.ROOM);

  private final BotBench bench = new BotBench();
  private final TeamsStandIn teams = bench.teams;
  private final RoomChannel rooms = bench.wired.rooms();
  private final ReceiptBook receipts = new ReceiptBook();

  @AfterEach
  void stop() {
    assertThat(teams.complaints()).isEmpty();
    bench.close();
  }

  private static Assignment.Builder open(long seq) {
    return anAssignment("checkout-42", seq)
        .setChannels(List.of(new ChatChannel("teams", BotBench.ROOM)))
        .setPeople(List.of(AssignedPerson.newBuilder().setPerson("asha").build()));
  }

  private static Assignment.Builder acknowledged(long seq) {
    return open(seq).setState("acknowledged").setBy("bo");
  }

  private void learn(Receipt receipt) {
    var desk = new RoomDesk(rooms, RetryLadder.ROOMS, receipts, bench.clock, bench.metrics);
    bench.wired.learn(receipt, desk);
    desk.close();
  }

  private Receipt pageReceipt(String ref) {
    return Receipt.newBuilder()
        .setPage("checkout-42.1")
        .setIncident("checkout-42")
        .setPerson("asha")
        .setChannel("teams")
        .setAt(NOW.plusMillis(40))
        .setLatencyMs(40)
        .setProviderRef(ref)
        .build();
  }

  @Test
  void postsOneCardAndChangesItAsTheIncidentMoves() {
    rooms.show(open(1).build(), ROOM);
    rooms.show(acknowledged(2).build(), ROOM);
    rooms.show(open(3).setState("resolved").build(), ROOM);

    assertThat(teams.messages())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.conversation()).startsWith(BotBench.ROOM);
          assertThat(message.versions()).hasSize(3);
          assertThat(message.versions().get(1).toString()).contains("Acknowledged by Bo Li");
          assertThat(message.card().findValuesAsText("text"))
              .contains("RESOLVED checkout: Checkout answers with errors");
          assertThat(message.card().findValuesAsText("verb")).isEmpty();
        });
  }

  @Test
  void changesTheCardInThePersonsChatToo() {
    bench.wired.messages().deliver(aPage("checkout-42.1").setAddress(TeamsRosters.ASHA).build());
    var posted = teams.messages().getFirst();
    learn(pageReceipt(posted.conversation() + "/" + posted.id()));

    var places = rooms.places(acknowledged(2).build());
    assertThat(places).hasSize(2).contains(ROOM);
    places.forEach(place -> rooms.show(acknowledged(2).build(), place));

    assertThat(posted.versions()).hasSize(2);
    assertThat(posted.card().findValuesAsText("text")).contains("Acknowledged by Bo Li");
  }

  @Test
  void findsTheCardAgainAfterARestart() {
    rooms.show(open(1).build(), ROOM);
    var posted = teams.messages().getFirst();
    var restarted = bench.bot();
    var desk =
        new RoomDesk(restarted.rooms(), RetryLadder.ROOMS, receipts, bench.clock, bench.metrics);
    restarted.learn(
        Receipt.newBuilder()
            .setIncident("checkout-42")
            .setChannel("teams")
            .setAddress(BotBench.ROOM)
            .setOutcome("accepted")
            .setAt(NOW)
            .setProviderRef(posted.conversation() + "/" + posted.id())
            .build(),
        desk);

    restarted.rooms().show(acknowledged(2).build(), ROOM);

    assertThat(teams.messages()).hasSize(1);
    assertThat(posted.versions()).hasSize(2);
    desk.close();
  }

  @Test
  void postsANewCardWhereSomebodyDeletedIt() {
    rooms.show(open(1).build(), ROOM);
    teams.forgetMessages();

    assertThat(rooms.show(acknowledged(2).build(), ROOM)).isInstanceOf(Delivery.Delivered.class);
    assertThat(teams.messages()).hasSize(1);
  }

  @Test
  void leavesAPersonsCardThatIsGone() {
    assertThat(rooms.show(open(1).build(), new Place.Message("a:gone/7", "asha")))
        .isEqualTo(Delivery.refused("the message is gone"));
  }

  @Test
  void saysWhereTheBotIsMissingAndComesBackToWhatMayWorkLater() {
    teams.refuse(403, "BotNotInConversationRoster", Map.of());
    assertThat(rooms.show(open(1).build(), ROOM))
        .isEqualTo(
            Delivery.refused(
                "teams refused: BotNotInConversationRoster (add the app to the team, or install it"
                    + " again)"));
    teams.refuse(404, "ConversationNotFound", Map.of());
    assertThat(rooms.show(open(1).build(), ROOM)).isInstanceOf(Delivery.Refused.class);
    teams.refuse(429, "", Map.of("Retry-After", "5"));
    assertThat(rooms.show(open(1).build(), ROOM))
        .isEqualTo(Delivery.retryable("teams answered 429", Duration.ofSeconds(5)));
    bench.clock.advance(Duration.ofSeconds(6));
    teams.refuse(502, "ServiceError", Map.of());
    assertThat(rooms.show(open(1).build(), ROOM)).isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void letsNothingInAnAlertBecomeMarkupOrAMention() {
    rooms.show(
        open(1)
            .setIncident(
                anIncident("checkout-42")
                    .setTitle("[click](https://evil.example) <at>everybody</at> **x**")
                    .setText("y".repeat(100_000))
                    .setRunbook("javascript:alert(1)")
                    .setLinks(List.of(new Link("x", "javascript:alert(2)")))
                    .build())
            .build(),
        ROOM);

    var message = teams.messages().getFirst();
    message
        .card()
        .path("body")
        .forEach(block -> {
          assertThat(block.path("type").asText()).isEqualTo("RichTextBlock");
          assertThat(block.path("inlines").findValuesAsText("type")).containsOnly("TextRun");
        });
    assertThat(message.latest().has("entities")).isFalse();
    assertThat(message.card().findValuesAsText("url"))
        .containsExactly("https://oncall.example.com/incidents/checkout-42");
  }
}

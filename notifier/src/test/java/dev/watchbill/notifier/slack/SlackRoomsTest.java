package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.MessageBoard;
import dev.watchbill.notifier.delivery.MessageRooms;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.testkit.TestClock;
import dev.watchbill.testkit.slack.SlackContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackRoomsTest {
  private static final Place ROOM = new Place.Room("#payments-alerts");
  private static final Place.Message ASHAS = new Place.Message("D1/5.6", "asha");

  private final TestClock clock = new TestClock(NOW);
  private final SlackStandIn slack = new SlackStandIn();
  private final SlackApi api = new SlackApi(slack.client(), "xoxb-test", clock);
  private final MessageBoard board = new MessageBoard("slack");
  private final RoomChannel rooms = rooms(board);

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void postsOneMessageAndChangesItAsTheIncidentMoves() {
    show(anAssignment("checkout-1", 1).build());
    show(anAssignment("checkout-1", 2).setState("acknowledged").setBy("bo").build());
    show(anAssignment("checkout-1", 3).setState("resolved").build());

    assertThat(slack.sent(SlackStandIn.POST)).hasSize(1);
    var posted = slack.sent(SlackStandIn.POST).getFirst();
    SlackContract.checkPost(posted);
    assertThat(posted.path("channel").asText()).isEqualTo("#payments-alerts");
    var changes = slack.sent(SlackStandIn.UPDATE);
    assertThat(changes).hasSize(2).allSatisfy(SlackContract::checkUpdate);
    assertThat(changes.getFirst().path("channel").asText()).isEqualTo("C0ROOM");
    assertThat(changes.getFirst().path("ts").asText()).isEqualTo("1700000000.000100");
    assertThat(changes.getFirst().toString()).contains("Acknowledged by Bo Li");
    assertThat(changes.getLast().toString())
        .contains("RESOLVED", "Resolved by its source")
        .doesNotContain("\"button\"");
  }

  @Test
  void findsTheMessageAgainAfterARestart() {
    var restarted = new MessageBoard("slack");
    restarted.learn(roomReceipt());

    rooms(restarted).show(anAssignment("checkout-1", 2).build(), ROOM);

    assertThat(slack.sent(SlackStandIn.POST)).isEmpty();
    assertThat(slack.sent(SlackStandIn.UPDATE)).hasSize(1);
  }

  @Test
  void postsANewMessageWhereSomebodyDeletedIt() {
    board.learn(roomReceipt());
    slack.refuse(SlackStandIn.UPDATE, "message_not_found");

    assertThat(show(anAssignment("checkout-1", 2).build()))
        .isEqualTo(Delivery.accepted("C0ROOM/1700000000.000100"));
  }

  @Test
  void changesTheDirectMessagesAboutTheIncidentToo() {
    board.learn(pageReceipt());
    var assignment = anAssignment("checkout-1", 2).setState("acknowledged").setBy("bo").build();

    assertThat(rooms.places(assignment)).containsExactly(ROOM, ASHAS);
    rooms.show(assignment, ASHAS);

    var change = slack.sent(SlackStandIn.UPDATE).getFirst();
    SlackContract.checkUpdate(change);
    assertThat(change.path("channel").asText()).isEqualTo("D1");
    assertThat(change.toString()).contains("Acknowledged by Bo Li");
  }

  @Test
  void noticesADirectMessageThatWasOutdatedWhenItArrived() {
    var acknowledged =
        anAssignment("checkout-1", 2).setState("acknowledged").setAt(NOW.plusMillis(10)).build();
    rooms.places(acknowledged);

    assertThat(board.learn(pageReceipt())).contains(new MessageBoard.Outdated(acknowledged, ASHAS));
  }

  @Test
  void leavesADirectMessageAloneThatSaysWhatIs() {
    rooms.places(anAssignment("checkout-1", 1).build());

    assertThat(board.learn(pageReceipt())).isEmpty();
  }

  @Test
  void showsOnlyItsOwnRooms() {
    var assignment =
        anAssignment("checkout-1", 1)
            .setChannels(List.of(new ChatChannel("teams", "x"), new ChatChannel("slack", "#a")))
            .build();

    assertThat(rooms.places(assignment)).containsExactly(new Place.Room("#a"));
  }

  @Test
  void postsNoHistoryIntoAWorkspaceThatIsConnectedToday() {
    assertThat(rooms.passesOverOldNews()).isTrue();
  }

  @Test
  void postsAndTellsPeopleWhileChangesAreLimited() {
    show(anAssignment("checkout-1", 1).build());
    slack.limit(SlackStandIn.UPDATE, "7");

    var change = anAssignment("checkout-1", 2).setState("acknowledged").build();
    assertThat(show(change))
        .isEqualTo(Delivery.retryable("slack answered 429", Duration.ofSeconds(7)));
    assertThat(show(change))
        .isEqualTo(Delivery.retryable("slack limits this", Duration.ofSeconds(7)));
    assertThat(slack.sent(SlackStandIn.UPDATE)).hasSize(1);
    assertThat(show(anAssignment("checkout-2", 1).build())).isInstanceOf(Delivery.Delivered.class);
    clock.advance(Duration.ofSeconds(7));
    slack.answer(SlackStandIn.UPDATE, 200, "{\"ok\":true}");
    assertThat(show(change)).isInstanceOf(Delivery.Delivered.class);
  }

  private RoomChannel rooms(MessageBoard known) {
    return new MessageRooms<>("slack", new SlackRooms(api, Rosters::ashaAndBo), known);
  }

  private Delivery show(Assignment assignment) {
    return rooms.show(assignment, ROOM);
  }

  private static Receipt roomReceipt() {
    return Receipt.newBuilder()
        .setIncident("checkout-1")
        .setChannel("slack")
        .setAddress("#payments-alerts")
        .setAt(NOW)
        .setProviderRef("C0ROOM/1700000000.000100")
        .build();
  }

  private static Receipt pageReceipt() {
    return Receipt.newBuilder()
        .setPage("checkout-1.1")
        .setIncident("checkout-1")
        .setPerson("asha")
        .setChannel("slack")
        .setAt(NOW.plusMillis(40))
        .setLatencyMs(40)
        .setProviderRef("D1/5.6")
        .build();
  }
}

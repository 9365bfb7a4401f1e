package dev.watchbill.notifier.mattermost;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Incidents and notices in Mattermost, over the requests of its API. */
class MattermostRoomsTest {
  private static final String CHANNEL = "c".repeat(26);
  private static final String POST = "p".repeat(26);

  private final ProviderStandIn server =
      new ProviderStandIn(201, "{\"id\":\"%s\",\"channel_id\":\"%s\"}".formatted(POST, CHANNEL));
  private final TestClock clock = new TestClock(NOW);
  private final MattermostApi api =
      new MattermostApi(
          MattermostSettings.of(
                  new Environment(
                      Map.of(
                          "WATCHBILL_MATTERMOST_URL",
                          server.url(),
                          "WATCHBILL_MATTERMOST_TOKEN",
                          "t0ken")))
              .orElseThrow(),
          clock);
  private final Links links =
      new Links(
          new LinkSeal("a key that nobody knows"),
          () -> Optional.of("https://oncall.example.com"),
          clock);
  private final ShownBoard board = new ShownBoard("mattermost");
  private final MattermostRooms rooms =
      new MattermostRooms(api, board, Rosters::ashaAndBo, links, clock);

  @AfterEach
  void stop() {
    server.close();
  }

  private static Assignment.Builder open(long seq) {
    return anAssignment("checkout-42", seq)
        .setWhy("on call")
        .setPeople(List.of(AssignedPerson.newBuilder().setPerson("asha").build()));
  }

  private Delivery show(Assignment.Builder assignment) {
    return rooms.show(assignment.build(), new Place.Room(CHANNEL));
  }

  @Test
  void postsOnceAndChangesThePostAsTheIncidentMoves() {
    assertThat(show(open(1))).isEqualTo(Delivery.accepted(POST));
    assertThat(server.requests().getLast().getUrl()).isEqualTo("/api/v4/posts");
    assertThat(server.requests().getLast().getHeader("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(server.lastBody().path("channel_id").asText()).isEqualTo(CHANNEL);
    assertThat(server.lastBody().path("message").asText())
        .startsWith("```text\nCRITICAL checkout: Checkout answers with errors\n")
        .contains("3 alerts · since ", "Paged: Asha Rao", "Why now: on call", "Runbook: ")
        .endsWith(
            "\n```\n\n[Acknowledge, resolve …](https://oncall.example.com/incidents/checkout-42)");

    assertThat(show(open(2).setState("resolved").setBy("bo"))).isEqualTo(Delivery.accepted(POST));
    assertThat(server.requests().getLast().getMethod().getName()).isEqualTo("PUT");
    assertThat(server.requests().getLast().getUrl()).isEqualTo("/api/v4/posts/" + POST + "/patch");
    assertThat(server.lastBody().path("message").asText()).contains("RESOLVED", "By Bo Li");
    // What comes again after a restart says nothing new.
    assertThat(show(open(2))).isEqualTo(Delivery.accepted(POST));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void postsAnewWhatSomebodyDeleted() {
    board.shown(open(1).build(), CHANNEL, NOW, POST);
    server.answer(404, "{}");
    assertThat(show(open(2))).isInstanceOf(Delivery.Refused.class);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().getLast().getUrl()).isEqualTo("/api/v4/posts");
  }

  @Test
  void makesNothingOfAnAlertAMentionOrALink() {
    var assignment = open(1);
    assignment.getIncident().setTitle("@channel ``` [x](https://evil.example)");

    show(assignment);
    assertThat(server.lastBody().path("message").asText())
        .startsWith("````text\nCRITICAL checkout: @channel ```")
        .contains("\n````\n");
  }

  @Test
  void postsNoOldNewsAndIntoNoChannelThatIsNone() {
    assertThat(rooms.passesOverOldNews()).isTrue();
    assertThat(api.post("town-square", "x").toString()).contains("Expected the id of a channel");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, {}, refused, WATCHBILL_MATTERMOST_TOKEN",
    "403, {}, refused, WATCHBILL_MATTERMOST_TOKEN",
    "400, {\"id\":\"api.post.create_post.can_not_post_to_deleted.error\"}, refused, archived",
    "429, {}, retryable, answered 429",
    "500, {}, retryable, answered 500",
    "200, <html>, retryable, not its own"
  })
  void takesRefusalsForWhatTheyAre(int status, String body, String kind, String reason) {
    server.answer(status, body);

    var delivery = show(open(1));
    assertThat(delivery instanceof Delivery.Retryable ? "retryable" : "refused").isEqualTo(kind);
    assertThat(delivery.toString()).contains(reason);
  }

  @Test
  void tellsTeamsOfTheirSchedulesAndPeopleOfNothing() {
    var notices = new MattermostNotices(api, links);
    var page = aPage("notice/h-1.1").setAddress(CHANNEL).setText("You are on call\nnow");

    assertThat(notices.deliver(page.build())).isInstanceOf(Delivery.Refused.class);
    assertThat(server.requests()).isEmpty();
    assertThat(notices.deliver(page.setKind("notice").build()))
        .isInstanceOf(Delivery.Delivered.class);
    assertThat(server.lastBody().path("message").asText()).contains("You are on call\nnow");
  }
}

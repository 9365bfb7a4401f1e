package dev.watchbill.notifier.ticket;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TicketWatchTest {
  private final ProviderStandIn redmine = new ProviderStandIn(200, "{\"issues\":[]}");
  private final RecordingResponses responses = new RecordingResponses();
  private final ShownBoard board = new ShownBoard("redmine");
  private final TicketWatch watch =
      new TicketWatch(
          RedmineTracker.of(
                  new Environment(
                      Map.of(
                          "WATCHBILL_REDMINE_URL",
                          redmine.url(),
                          "WATCHBILL_REDMINE_TOKEN",
                          "t0ken")),
                  new TestClock(NOW))
              .orElseThrow(),
          board,
          new TicketAnswers(responses, TicketRosters::checkout, new TestClock(NOW)));

  TicketWatchTest() {
    board.shown(anAssignment("checkout-42", 1).build(), "payments", NOW, "17 open asha");
    board.shown(anAssignment("checkout-41", 3).build(), "payments", NOW, "16 resolved");
  }

  @AfterEach
  void stop() {
    redmine.close();
  }

  private void says(String issue) {
    redmine.answer(200, "{\"issues\":[" + issue + "]}");
  }

  @Test
  void asksOnlyAboutTicketsOfOpenIncidents() {
    watch.look();

    assertThat(redmine.requests())
        .singleElement()
        .satisfies(request ->
            assertThat(request.getUrl())
                .isEqualTo("/issues.json?issue_id=17&status_id=*&limit=100"));
    assertThat(responses.given()).isEmpty();
  }

  private void seenBefore(String issue) {
    says(issue);
    watch.look();
  }

  @Test
  void resolvesWhatWasClosedOnce() {
    seenBefore("{\"id\":17,\"status\":{}}");
    says("{\"id\":17,\"status\":{\"is_closed\":true},\"updated_on\":\"2026-01-05T09:00:00Z\"}");
    watch.look();
    watch.look();

    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("resolve");
          assertThat(response.getIncident()).isEqualTo("checkout-42");
          assertThat(response.getPerson()).isEqualTo("token:redmine");
        });
  }

  @Test
  void leavesATicketThatWasClosedBeforeAndAnAccountThatWasThereBefore() {
    says("{\"id\":17,\"status\":{\"is_closed\":true}}");
    watch.look();
    watch.look();
    says("{\"id\":17,\"status\":{},\"assigned_to\":{\"id\":6}}");
    watch.look();
    watch.look();

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void knowsClosedIssuesOfOlderReleases() {
    seenBefore("{\"id\":17,\"status\":{\"id\":1}}");
    says("{\"id\":17,\"status\":{\"id\":5},\"closed_on\":\"2026-01-05T09:00:00Z\"}");
    watch.look();

    assertThat(responses.given()).extracting(Response::getAction).containsExactly("resolve");
  }

  @Test
  void givesToWhomItWasAssignedUnlessTheyHaveIt() {
    seenBefore("{\"id\":17,\"status\":{}}");
    says("{\"id\":17,\"status\":{},\"closed_on\":null,\"assigned_to\":{\"id\":5}}");
    watch.look();
    assertThat(responses.given()).isEmpty();

    says("{\"id\":17,\"status\":{},\"assigned_to\":{\"id\":6},\"updated_on\":\"x\"}");
    watch.look();
    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> assertThat(response.getTo()).isEqualTo(List.of("bo")));

    says("{\"id\":17,\"status\":{},\"assigned_to\":{\"id\":99}}");
    watch.look();
    assertThat(responses.given()).hasSize(1);
  }

  @Test
  void doesNothingWhileRedmineIsAway() {
    redmine.answer(503, "");
    watch.look();

    assertThat(responses.given()).isEmpty();
  }
}

package dev.watchbill.notifier.ticket;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.ticket.Tracker.Result;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedmineTrackerTest {
  private static final TicketPlace PLACE =
      new TicketPlace(
          "payments", Optional.of("bug"), Optional.of("checkout"), Optional.of("Closed"));
  private static final Ticket TICKET =
      new Ticket(
          "checkout-42",
          "checkout: it is down",
          List.of("5 % fail", "Paged: Asha Rao"),
          Optional.of("https://oncall.example.com/incidents/checkout-42"),
          1,
          Optional.of("5"));

  private final ProviderStandIn redmine = new ProviderStandIn(201, "{\"issue\":{\"id\":17}}");
  private final Tracker tracker =
      RedmineTracker.of(
              new Environment(
                  Map.of(
                      "WATCHBILL_REDMINE_URL", redmine.url(), "WATCHBILL_REDMINE_TOKEN", "t0ken")),
              new TestClock(NOW))
          .orElseThrow();

  @BeforeEach
  void lists() {
    list(
        "/projects/payments.json",
        """
        {"project":{"trackers":[{"id":2,"name":"Feature"},{"id":3,"name":"Bug"}],
          "issue_categories":[{"id":7,"name":"checkout"}]}}
        """);
    list(
        "/enumerations/issue_priorities.json",
        "{\"issue_priorities\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4},{\"id\":5,\"active\":false}]}");
    list(
        "/issue_statuses.json",
        """
        {"issue_statuses":[{"id":1,"name":"New","is_closed":false},
          {"id":5,"name":"Closed","is_closed":true},{"id":6,"name":"Rejected","is_closed":true}]}
        """);
    list("/issues.json", "{\"issues\":[]}");
  }

  private void list(String path, String body) {
    redmine.server().stubFor(get(urlPathEqualTo(path)).willReturn(aResponse().withBody(body)));
  }

  @AfterEach
  void stop() {
    redmine.close();
  }

  @Test
  void makesAnIssueWithTheNumbersRedmineWants() {
    assertThat(tracker.create(TICKET, PLACE)).isEqualTo(new Result.Ok<>("17"));

    var request = redmine.requests().getLast();
    assertThat(request.getUrl()).isEqualTo("/issues.json");
    assertThat(request.getHeader("X-Redmine-API-Key")).isEqualTo("t0ken");
    var issue = redmine.lastBody().path("issue");
    assertThat(issue.path("project_id").asText()).isEqualTo("payments");
    assertThat(issue.path("subject").asText()).isEqualTo("checkout: it is down [checkout-42]");
    assertThat(issue.path("tracker_id").asInt()).isEqualTo(3);
    assertThat(issue.path("category_id").asInt()).isEqualTo(7);
    assertThat(issue.path("priority_id").asInt()).isEqualTo(4);
    assertThat(issue.path("assigned_to_id").asInt()).isEqualTo(5);
    assertThat(issue.path("description").asText())
        .isEqualTo(
            "<pre>\n5 % fail\n\nPaged: Asha Rao\n</pre>\n\nhttps://oncall.example.com/incidents/checkout-42");
  }

  @Test
  void findsTheIssueOfAnIncidentAndNoOther() {
    list(
        "/issues.json",
        """
        {"issues":[{"id":3,"subject":"x [checkout-4]"},{"id":9,"subject":"x [checkout-42]"}]}
        """);

    assertThat(tracker.find("checkout-42", PLACE)).isEqualTo(new Result.Ok<>(Optional.of("9")));
    assertThat(tracker.find("checkout-2", PLACE)).isEqualTo(new Result.Ok<>(Optional.empty()));
    assertThat(redmine.requests().getFirst().getUrl())
        .contains("project_id=payments", "status_id=*", "subject=~%5Bcheckout-42%5D");
  }

  @Test
  void closesWithTheStatusTheRosterNames() {
    redmine.answer(204, "");
    lists();
    list("/issues/17.json", "{\"issue\":{\"status\":{\"id\":5}}}");

    assertThat(tracker.finish("17", PLACE, "Resolved by Bo Li.")).isEqualTo(new Result.Ok<>("17"));
    var sent =
        JsonText.read(
            redmine
                .server()
                .findAll(putRequestedFor(urlEqualTo("/issues/17.json")))
                .getLast()
                .getBodyAsString());
    assertThat(sent.at("/issue/status_id").asInt()).isEqualTo(5);
    assertThat(sent.at("/issue/notes").asText()).isEqualTo("<pre>\nResolved by Bo Li.\n</pre>");
  }

  @Test
  void saysSoWhereTheWorkflowKeptItOpen() {
    redmine.answer(204, "");
    lists();
    list("/issues/17.json", "{\"issue\":{\"status\":{\"id\":2}}}");

    assertThat(tracker.finish("17", PLACE, "Resolved by Bo Li."))
        .isEqualTo(
            Result.refused(
                "redmine's workflow doesn't let our account give issue 17 the status 5"));
  }

  @Test
  void keepsAnIncidentsMarkOnALongTitle() {
    var title = "x".repeat(300);
    var ticket = new Ticket("checkout-42", title, List.of(), Optional.empty(), 1, Optional.empty());

    assertThat(tracker.create(ticket, PLACE)).isInstanceOf(Result.Ok.class);
    assertThat(redmine.lastBody().at("/issue/subject").asText())
        .hasSize(255)
        .endsWith("… [checkout-42]");
  }

  @Test
  void noTagOfAnAlertBegins() {
    var text = "5 < 6 <3 <img src=x> <A href=y> </pre> <!-- <?x";
    assertThat(RedmineText.of(text))
        .isEqualTo(
            "<pre>\n5 < 6 <3 <~img src=x> <~A href=y> <~/pre> <~!-- <~?x\n</pre>"
                .replace('~', '\u200B'));
  }

  @Test
  void takesRefusalsForWhatTheyAre() {
    redmine.answer(401, "");
    assertThat(tracker.comment("17", "x"))
        .isEqualTo(
            new Result.Failed<>(
                Delivery.refusesUs("redmine answered 401 (check WATCHBILL_REDMINE_TOKEN)")));
    redmine.answer(500, "");
    assertThat(tracker.comment("17", "x"))
        .isEqualTo(new Result.Failed<>(Delivery.retryable("redmine answered 500")));
    assertThat(tracker.assign("17", "asha")).isInstanceOf(Result.Failed.class);
  }
}

package dev.watchbill.notifier.ticket;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tickets as trackers show them, and how they came to be so, in each one's own words. */
class TicketHistoryTest {
  private static final Instant CLOSED = Instant.parse("2026-01-05T08:30:00Z");
  private static final Instant ASSIGNED = Instant.parse("2026-01-05T08:20:00Z");

  private final ProviderStandIn server = new ProviderStandIn(404, "{}");

  @AfterEach
  void stop() {
    server.close();
  }

  private Environment environment(String tracker) {
    var prefix = "WATCHBILL_%s_".formatted(tracker);
    return new Environment(
        Map.of(prefix + "URL", server.url(), prefix + "TOKEN", "t0ken", prefix + "USER", "bot"));
  }

  private static void shows(PolledTracker tracker, Seen ticket, Deed closed, Deed assigned) {
    assertThat(tracker.look(List.of(ticket.key()), NOW))
        .isEqualTo(new Result.Ok<>(List.of(ticket)));
    assertThat(tracker.closed(ticket)).isEqualTo(new Result.Ok<>(Optional.of(closed)));
    assertThat(assigned(tracker, ticket)).isEqualTo(new Result.Ok<>(Optional.of(assigned)));
  }

  private static Result<Optional<Deed>> assigned(PolledTracker tracker, Seen ticket) {
    return tracker.assigned(ticket, ticket.accounts().getFirst());
  }

  private static void toldNothing(PolledTracker tracker, Seen ticket) {
    assertThat(tracker.closed(ticket)).isEqualTo(new Result.Ok<>(Optional.empty()));
    assertThat(assigned(tracker, ticket)).isEqualTo(new Result.Ok<>(Optional.empty()));
  }

  @Test
  void redmine() {
    var tracker = RedmineTracker.of(environment("REDMINE"), new TestClock(NOW)).orElseThrow();
    server.says(
        "/issues.json",
        """
        {"issues":[{"id":17,"status":{"id":5,"is_closed":true},"assigned_to":{"id":6},
          "updated_on":"2026-01-05T08:31:00Z"}]}
        """);
    server.says("/users/current.json", "{\"user\":{\"id\":4}}");
    server.says(
        "/issues/17.json",
        """
        {"issue":{"id":17,"journals":[
          {"id":1,"user":{"id":5},"created_on":"2026-01-05T08:10:00Z",
           "details":[{"property":"attr","name":"assigned_to_id","old_value":"7","new_value":"5"}]},
          {"id":2,"user":{"id":5},"created_on":"2026-01-05T08:20:00Z",
           "details":[{"property":"attr","name":"assigned_to_id","old_value":"5","new_value":"6"}]},
          {"id":3,"user":{"id":4},"created_on":"2026-01-05T08:30:00Z",
           "details":[{"property":"attr","name":"status_id","old_value":"1","new_value":"5"}]},
          {"id":4,"user":{"id":5},"created_on":"2026-01-05T08:31:00Z",
           "details":[{"property":"cf","name":"status_id","new_value":"x"}]}]}}
        """);

    shows(
        tracker,
        new Seen("17", true, "6", "2026-01-05T08:31:00Z"),
        new Deed("4", true, CLOSED, "3"),
        new Deed("5", false, ASSIGNED, "2"));
    server.says("/issues/17.json", "{\"issue\":{\"id\":17,\"journals\":[]}}");
    toldNothing(tracker, new Seen("17", true, "6", ""));
  }

  @Test
  void redmineOfAnOlderRelease() {
    var tracker = RedmineTracker.of(environment("REDMINE"), new TestClock(NOW)).orElseThrow();
    server.says(
        "/issues.json",
        """
        {"issues":[{"id":17,"status":{"id":1},"closed_on":null},
          {"id":18,"status":{"id":5},"closed_on":"2026-01-05T08:30:00Z"}]}
        """);

    assertThat(tracker.look(List.of("17", "18"), NOW))
        .isEqualTo(
            new Result.Ok<>(List.of(new Seen("17", false, "", ""), new Seen("18", true, "", ""))));
  }

  @Test
  void jira() {
    var tracker =
        new JiraTracker(JiraSettings.of(environment("JIRA")).orElseThrow(), new TestClock(NOW));
    server.says(
        "/rest/api/3/search/jql",
        """
        {"issues":[{"key":"PAY-1","fields":{"status":{"statusCategory":{"key":"done"}},
          "assignee":{"accountId":"b0b0"},"updated":"2026-01-05T09:30:00.000+0100"}}]}
        """);
    server.says("/rest/api/3/myself", "{\"accountId\":\"b0t\"}");
    server.says(
        "/rest/api/3/issue/PAY-1",
        """
        {"key":"PAY-1","changelog":{"histories":[
          {"id":"10002","author":{"accountId":"5b10"},"created":"2026-01-05T09:30:00.000+0100",
           "items":[{"field":"resolution"},{"field":"status"}]},
          {"id":"10001","author":{"accountId":"b0t"},"created":"2026-01-05T09:20:00.000+0100",
           "items":[{"field":"assignee"}]},
          {"id":"10000","author":{"accountId":"5b10"},"created":"2026-01-05T09:10:00.000+0100",
           "items":[{"field":"assignee"},{"field":"status"}]}]}}
        """);

    shows(
        tracker,
        new Seen("PAY-1", true, "b0b0", "2026-01-05T09:30:00.000+0100"),
        new Deed("5b10", false, CLOSED, "10002"),
        new Deed("b0t", true, ASSIGNED, "10001"));
    server.says("/rest/api/3/issue/PAY-1", "{\"changelog\":{\"histories\":[]}}");
    toldNothing(tracker, new Seen("PAY-1", true, "b0b0", ""));
  }

  @Test
  void gitHub() {
    var tracker = GitHubTracker.of(environment("GITHUB"), new TestClock(NOW)).orElseThrow();
    server.says(
        "/repos/acme/shop/issues",
        """
        [{"number":14,"state":"closed","assignees":[{"login":"bo-li"},{"login":"cy"}],"updated_at":"x"}]
        """);
    server.says("/user", "{\"login\":\"watchbill-bot\"}");
    server.says(
        "/repos/acme/shop/issues/14/events",
        """
        [{"id":1,"event":"assigned","actor":{"login":"bo-li"},"assigner":{"login":"watchbill-bot"},
          "assignee":{"login":"bo-li"},"created_at":"2026-01-05T08:20:00Z"},
         {"id":5,"event":"assigned","actor":{"login":"cy"},"assigner":{"login":"asha-rao"},
          "assignee":{"login":"cy"},"created_at":"2026-01-05T08:21:00Z"},
         {"id":2,"event":"closed","actor":{"login":"x"},"created_at":"2026-01-05T08:25:00Z"},
         {"id":3,"event":"reopened","actor":{"login":"x"},"created_at":"2026-01-05T08:26:00Z"},
         {"id":4,"event":"closed","actor":{"login":"asha-rao"},"created_at":"2026-01-05T08:30:00Z"}]
        """);

    shows(
        tracker,
        new Seen("acme/shop#14", true, List.of("bo-li", "cy"), "x"),
        new Deed("asha-rao", false, CLOSED, "4"),
        new Deed("watchbill-bot", true, ASSIGNED, "1"));
    server.says("/repos/acme/shop/issues/14/events", "[]");
    toldNothing(tracker, new Seen("acme/shop#14", true, "bo-li", ""));
  }

  @Test
  void jiraAnswersByItsNewKeyOfWhatWasMoved() {
    var tracker =
        new JiraTracker(JiraSettings.of(environment("JIRA")).orElseThrow(), new TestClock(NOW));
    server.says("/rest/api/3/search/jql", "{\"issues\":[]}");
    server.says(
        "/rest/api/3/issue/PAY-1",
        """
        {"key":"OPS-3","fields":{"status":{"statusCategory":{"key":"done"}},"updated":"x"}}
        """);
    server.says(
        "/rest/api/3/issue/OPS-3",
        """
        {"key":"OPS-3","fields":{"status":{"statusCategory":{"key":"done"}},"updated":"y"}}
        """);

    assertThat(tracker.look(List.of("PAY-1"), NOW))
        .isEqualTo(new Result.Ok<>(List.of(new Seen("PAY-1", true, "", "x"))));
    assertThat(tracker.look(List.of("PAY-1"), NOW))
        .isEqualTo(new Result.Ok<>(List.of(new Seen("PAY-1", true, "", "y"))));
  }

  @Test
  void gitHubLeadsToWhereAnIssueWasTransferred() {
    var tracker = GitHubTracker.of(environment("GITHUB"), new TestClock(NOW)).orElseThrow();
    server.says("/repos/acme/shop/issues", "[]");
    server
        .server()
        .stubFor(
            get(urlPathEqualTo("/repos/acme/shop/issues/14"))
                .willReturn(
                    aResponse()
                        .withStatus(301)
                        .withHeader("Location", "/repositories/7/issues/3")));
    var closed =
        """
        {"number":3,"state":"closed","updated_at":"x",
         "repository_url":"https://api.github.com/repos/acme/ops"}
        """;
    server.says("/repositories/7/issues/3", closed);
    server.says("/repos/acme/ops/issues/3", closed);
    server.says("/user", "{\"login\":\"watchbill-bot\"}");
    server.says(
        "/repos/acme/ops/issues/3/events",
        """
        [{"id":4,"event":"closed","actor":{"login":"asha-rao"},"created_at":"2026-01-05T08:30:00Z"}]
        """);
    var seen = new Seen("acme/shop#14", true, List.of(), "x");

    assertThat(tracker.look(List.of("acme/shop#14"), NOW))
        .isEqualTo(new Result.Ok<>(List.of(seen)));
    assertThat(tracker.closed(seen))
        .isEqualTo(new Result.Ok<>(Optional.of(new Deed("asha-rao", false, CLOSED, "4"))));
    assertThat(tracker.look(List.of("acme/shop#14"), NOW))
        .isEqualTo(new Result.Ok<>(List.of(seen)));
  }

  @Test
  void ofTicketsThatNoListShowsOneALookIsAskedForInTurn() {
    var tracker = GitHubTracker.of(environment("GITHUB"), new TestClock(NOW)).orElseThrow();
    server.says("/repos/acme/shop/issues", "[]");
    var tickets = List.of("acme/shop#1", "acme/shop#2");

    for (var look = 0; look < 3; look++) {
      assertThat(tracker.look(tickets, NOW)).isEqualTo(new Result.Ok<>(List.of()));
    }
    assertThat(server.requests())
        .extracting(request -> request.getUrl().split("\\?", 2)[0])
        .filteredOn(path -> path.contains("issues/"))
        .containsExactly(
            "/repos/acme/shop/issues/1", "/repos/acme/shop/issues/2", "/repos/acme/shop/issues/1");
  }

  @Test
  void gitHubReadsEventsToTheLastPage() {
    var tracker = GitHubTracker.of(environment("GITHUB"), new TestClock(NOW)).orElseThrow();
    var one =
        """
        {"id":1,"event":"assigned","actor":{"login":"bo-li"},"assignee":{"login":"bo-li"},
          "created_at":"2026-01-05T08:20:00Z"}
        """;
    server.says("/repos/acme/shop/issues/14/events", "[" + (one + ",").repeat(99) + one + "]");

    // An application's token has no user; nobody is told from it then.
    assertThat(assigned(tracker, new Seen("acme/shop#14", false, "bo-li", "")))
        .isEqualTo(new Result.Ok<>(Optional.of(new Deed("bo-li", false, ASSIGNED, "1"))));
    assertThat(server.requests().getLast().getUrl()).endsWith("&page=10");
  }

  @Test
  void gitLab() {
    var tracker = GitLabTracker.of(environment("GITLAB"), new TestClock(NOW)).orElseThrow();
    server.says(
        "/api/v4/projects/acme%2Fshop/issues",
        "[{\"iid\":14,\"state\":\"closed\",\"assignees\":[{\"id\":6},{\"id\":7}],\"updated_at\":\"x\"}]");
    server.says("/api/v4/user", "{\"id\":4}");
    server.says(
        "/api/v4/projects/acme%2Fshop/issues/14",
        "{\"assignees\":[{\"id\":6,\"username\":\"bo\"},{\"id\":7,\"username\":\"bo.x\"}]}");
    server.says(
        "/api/v4/projects/acme%2Fshop/issues/14/notes",
        """
        [{"id":9,"system":false,"body":"assigned to nobody","author":{"id":6},
          "created_at":"2026-01-05T08:40:00.000Z"},
         {"id":8,"system":true,"body":"changed the description","author":{"id":6},
          "created_at":"2026-01-05T08:30:00.000Z"},
         {"id":11,"system":true,"body":"assigned to @bo.x and unassigned @bo","author":{"id":6},
          "created_at":"2026-01-05T08:22:00.000Z"},
         {"id":7,"system":true,"body":"assigned to @cy, and @bo and unassigned @asha",
          "author":{"id":5},"created_at":"2026-01-05T08:20:00.000Z"},
         {"id":6,"system":true,"body":"assigned to @asha","author":{"id":4},
          "created_at":"2026-01-05T08:10:00.000Z"}]
        """);
    server.says(
        "/api/v4/projects/acme%2Fshop/issues/14/resource_state_events",
        """
        [{"id":141,"user":{"id":5},"state":"closed","created_at":"2026-01-05T08:10:00.000Z"},
         {"id":142,"user":{"id":5},"state":"reopened","created_at":"2026-01-05T08:11:00.000Z"},
         {"id":143,"user":{"id":4},"state":"closed","created_at":"2026-01-05T08:30:00.000Z"}]
        """);

    shows(
        tracker,
        new Seen("acme/shop#14", true, List.of("6", "7"), "x"),
        new Deed("4", true, CLOSED, "143"),
        new Deed("5", false, ASSIGNED, "7"));
    server.says("/api/v4/projects/acme%2Fshop/issues/14/notes", "[]");
    server.says("/api/v4/projects/acme%2Fshop/issues/14/resource_state_events", "[]");
    toldNothing(tracker, new Seen("acme/shop#14", true, "6", ""));
  }

  @Test
  void gitLabClosesWhatGoesOnElsewhere() {
    var tracker = GitLabTracker.of(environment("GITLAB"), new TestClock(NOW)).orElseThrow();
    server.says(
        "/api/v4/projects/acme%2Fshop/issues",
        """
        [{"iid":14,"state":"closed","moved_to_id":76,"updated_at":"x"},
         {"iid":15,"state":"closed","moved_to_id":null,"updated_at":"x"}]
        """);

    assertThat(tracker.look(List.of("acme/shop#14", "acme/shop#15"), NOW))
        .isEqualTo(
            new Result.Ok<>(
                List.of(
                    new Seen("acme/shop#14", false, "", "x"),
                    new Seen("acme/shop#15", true, "", "x"))));
  }

  @Test
  void gitLabSaysWhatATicketIsCalledWhoseProjectIsKnownByItsNumber() {
    var tracker = GitLabTracker.of(environment("GITLAB"), new TestClock(NOW)).orElseThrow();
    server.says("/api/v4/projects/42/issues/14", "{\"references\":{\"full\":\"acme/shop#14\"}}");

    assertThat(tracker.now("42#14")).isEqualTo(new Result.Ok<>("acme/shop#14"));
  }

  @Test
  void aRefusalToSayWhoWeAreIsNotRemembered() {
    var redmine = RedmineTracker.of(environment("REDMINE"), new TestClock(NOW)).orElseThrow();
    var gitLab = GitLabTracker.of(environment("GITLAB"), new TestClock(NOW)).orElseThrow();
    var ours =
        "{\"id\":3,\"created_at\":\"2026-01-05T08:20:00Z\",\"system\":true,\"body\":\"assigned to @bo\",\"author\":{\"id\":4}}";
    server.says("/api/v4/projects/acme%2Fshop/issues/14/notes", "[%s]".formatted(ours));
    server.says(
        "/api/v4/projects/acme%2Fshop/issues/14",
        "{\"assignees\":[{\"id\":6,\"username\":\"bo\"}]}");
    server.says(
        "/issues/17.json",
        """
        {"issue":{"journals":[{"id":3,"user":{"id":4},"created_on":"2026-01-05T08:30:00Z",
          "details":[{"property":"attr","name":"status_id"}]}]}}
        """);
    var ticket = new Seen("17", true, "", "");
    var issue = new Seen("acme/shop#14", false, "6", "");

    assertThat(redmine.closed(ticket)).isInstanceOf(Result.Failed.class);
    assertThat(assigned(gitLab, issue))
        .isEqualTo(new Result.Ok<>(Optional.of(new Deed("4", false, ASSIGNED, "3"))));
    server.says("/users/current.json", "{\"user\":{\"id\":4}}");
    server.says("/api/v4/user", "{\"id\":4}");
    assertThat(redmine.closed(ticket))
        .isEqualTo(new Result.Ok<>(Optional.of(new Deed("4", true, CLOSED, "3"))));
    assertThat(assigned(gitLab, issue))
        .isEqualTo(new Result.Ok<>(Optional.of(new Deed("4", true, ASSIGNED, "3"))));
  }

  @Test
  void aTrackerThatIsAwayIsNotBelievedToHaveSaidNothing() {
    server.answer(503, "{}");
    var away = new Result.Failed<Optional<Deed>>(Delivery.retryable("redmine answered 503"));
    var tracker = RedmineTracker.of(environment("REDMINE"), new TestClock(NOW)).orElseThrow();

    assertThat(tracker.look(List.of("17"), NOW)).isInstanceOf(Result.Failed.class);
    assertThat(tracker.closed(new Seen("17", true, "", ""))).isEqualTo(away);
  }
}

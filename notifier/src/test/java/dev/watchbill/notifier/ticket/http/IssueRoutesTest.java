package dev.watchbill.notifier.ticket.http;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.ticket.CalledAnswers;
import dev.watchbill.notifier.ticket.GitHubHook;
import dev.watchbill.notifier.ticket.GitHubTracker;
import dev.watchbill.notifier.ticket.GitLabHook;
import dev.watchbill.notifier.ticket.GitLabTracker;
import dev.watchbill.notifier.ticket.JiraHook;
import dev.watchbill.notifier.ticket.OwnTickets;
import dev.watchbill.notifier.ticket.TicketAnswers;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Jira, GitHub and GitLab say of issues. */
class IssueRoutesTest {
  private static final String CLOSED =
      """
      {"action":"closed","issue":{"number":14,"title":"checkout: down [checkout-42]",
        "labels":[{"name":"watchbill"}],"updated_at":"2026-01-05T09:00:00Z"},"repository":{"full_name":"acme/shop"},
        "sender":{"login":"Asha-Rao"}}
      """;
  private static final String ASSIGNED =
      """
      {"object_kind":"issue","user":{"id":5},"project":{"path_with_namespace":"acme/shop"},
        "object_attributes":{"iid":14,"title":"checkout: down [checkout-42]","action":"update",
        "updated_at":"x"},"labels":[{"title":"watchbill"}],"changes":{"assignees":{"previous":[],"current":[{"id":6}]}}}
      """;

  private final RecordingResponses responses = new RecordingResponses();
  private final KnownIncidents incidents = new KnownIncidents();
  private final ProviderStandIn trackers =
      new ProviderStandIn(
          200, "{}", "Date", RFC_1123_DATE_TIME.format(NOW.atOffset(ZoneOffset.UTC)));
  private final OwnTickets tickets = new OwnTickets();
  private final CalledAnswers answers =
      new CalledAnswers(
          new TicketAnswers(responses, IssueRoutesTest::roster, new TestClock(NOW)),
          incidents,
          tickets,
          Runnable::run);
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server =
      WebServer.builder()
          .port(0)
          .routing(rules ->
              new IssueRoutes(
                      List.of(
                          new JiraHook("It's a Secret to Everybody", answers),
                          new GitHubHook("s3cret", answers),
                          new GitLabHook("s3cret", answers)))
                  .route(rules))
          .build()
          .start();

  IssueRoutesTest() {
    var clock = new TestClock(NOW);
    tickets.add(GitHubTracker.of(environment("GITHUB"), clock).orElseThrow(), board("github"));
    tickets.add(GitLabTracker.of(environment("GITLAB"), clock).orElseThrow(), board("gitlab"));
  }

  private Environment environment(String tracker) {
    var prefix = "WATCHBILL_%s_".formatted(tracker);
    return new Environment(Map.of(prefix + "URL", trackers.url(), prefix + "TOKEN", "t0ken"));
  }

  /** Where the incident's ticket is the fourteenth. */
  private static ShownBoard board(String tracker) {
    var board = new ShownBoard(tracker);
    board.shown(anAssignment("checkout-42", 1).build(), "acme/shop", NOW, "acme/shop#14 open asha");
    return board;
  }

  private static RosterSnapshot roster() {
    var roster = Rosters.ashaAndBo();
    Objects.requireNonNull(roster.people().get("asha"))
        .setContacts(Map.of("github", "asha-rao", "gitlab", "5"));
    Objects.requireNonNull(roster.people().get("bo")).setContacts(Map.of("gitlab", "6"));
    return roster;
  }

  @AfterEach
  void stop() {
    server.stop();
    trackers.close();
    http.close();
  }

  @Test
  void resolvesWhatSomebodyClosedAtGitHubOnceHoweverOftenItIsSaid() throws Exception {
    assertThat(github(CLOSED, signed(CLOSED))).isEqualTo(200);
    assertThat(github(CLOSED, signed(CLOSED))).isEqualTo(200);

    assertThat(responses.given().stream().distinct())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("resolve");
          assertThat(response.getIncident()).isEqualTo("checkout-42");
          assertThat(response.getService()).isEqualTo("checkout");
          assertThat(response.getPerson()).isEqualTo("asha");
          assertThat(response.getVia()).isEqualTo("github");
        });
  }

  @Test
  void reassignsWhatSomebodyAssignedAtGitLab() throws Exception {
    assertThat(gitlab(ASSIGNED, "s3cret")).isEqualTo(200);
    assertThat(gitlab(ASSIGNED.replace("\"update\"", "\"close\""), "s3cret")).isEqualTo(200);

    assertThat(responses.given())
        .extracting(Response::getAction)
        .containsExactly("reassign", "resolve", "reassign");
    assertThat(responses.given().getFirst().getTo()).containsExactly("bo");
  }

  @Test
  void givesToWhomIsNewAmongSeveralAtGitLab() throws Exception {
    var several = "\"previous\":[{\"id\":7}],\"current\":[{\"id\":7},{\"id\":6}]";
    var none = "\"previous\":[{\"id\":7},{\"id\":6}],\"current\":[{\"id\":6}]";
    for (var people : List.of(none, several)) {
      var change = ASSIGNED.replace("\"previous\":[],\"current\":[{\"id\":6}]", people);
      assertThat(gitlab(change, "s3cret")).isEqualTo(200);
    }

    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> assertThat(response.getTo()).containsExactly("bo"));
  }

  @Test
  void acknowledgesWhatSomebodyTookThemselvesAlsoAsATask() throws Exception {
    var own = ASSIGNED.replace("{\"id\":6}", "{\"id\":5}").replace("\"issue\"", "\"work_item\"");
    assertThat(gitlab(own, "s3cret")).isEqualTo(200);

    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("acknowledge");
          assertThat(response.getPerson()).isEqualTo("asha");
        });
  }

  @Test
  void passesOverACopyOfItsTicket() throws Exception {
    var github = CLOSED.replace("14", "15");
    assertThat(github(github, signed(github))).isEqualTo(200);
    var gitlab = ASSIGNED.replace("14", "15").replace("\"update\"", "\"close\"");
    assertThat(gitlab(gitlab, "s3cret")).isEqualTo(200);

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void passesOverThatGitLabClosesWhatIsMoved() throws Exception {
    var close = ASSIGNED.replace("\"update\"", "\"close\"").replace("{\"id\":6}", "");
    trackers.says("/api/v4/projects/acme%2Fshop/issues/14", "{\"moved_to_id\":76}");
    assertThat(gitlab(close, "s3cret")).isEqualTo(200);
    trackers.says("/api/v4/projects/acme%2Fshop/issues/14", "{\"moved_to_id\":null}");
    assertThat(gitlab(close.replace("\"iid\"", "\"moved_to_id\":76,\"iid\""), "s3cret"))
        .isEqualTo(200);
    assertThat(responses.given()).isEmpty();

    assertThat(gitlab(close, "s3cret")).isEqualTo(200);
    assertThat(responses.given()).extracting(Response::getAction).containsExactly("resolve");
  }

  @Test
  void passesOverWhatWasDoneBeforeItsIncidentCameBack() throws Exception {
    incidents.accept(
        "checkout-42",
        Incident.newBuilder()
            .setId("checkout-42")
            .setService("checkout")
            .setStatus("open")
            .setOpenedAt(NOW)
            .build());
    var close = ASSIGNED.replace("\"update\"", "\"close\"");
    for (var late : List.of("2026-01-05 08:58:00 UTC", "2026-01-05T08:58:00.123Z")) {
      assertThat(gitlab(close.replace("\"x\"", '"' + late + '"'), "s3cret")).isEqualTo(200);
    }
    var old = CLOSED.replace("2026-01-05T09:00:00Z", "2026-01-05T08:58:59Z");
    assertThat(github(old, signed(old))).isEqualTo(200);
    assertThat(responses.given()).isEmpty();

    assertThat(github(CLOSED, signed(CLOSED))).isEqualTo(200);
    assertThat(gitlab(close.replace("\"x\"", "\"2026-01-05 09:00:01 UTC\""), "s3cret"))
        .isEqualTo(200);
    assertThat(responses.given())
        .extracting(Response::getAction)
        .containsExactly("resolve", "resolve", "reassign");
  }

  @Test
  void passesOverStrangersOtherIssuesAndOtherEvents() throws Exception {
    for (var other :
        List.of(
            CLOSED.replace("Asha-Rao", "watchbill[bot]"),
            CLOSED.replace("[checkout-42]", "checkout-42"),
            CLOSED.replace("closed", "labeled"),
            // Anybody may open one that is called like ours.
            CLOSED.replace("\"name\":\"watchbill\"", "\"name\":\"bug\""),
            "{}",
            "no json")) {
      assertThat(github(other, signed(other))).isEqualTo(200);
    }
    assertThat(gitlab(ASSIGNED.replace("\"issue\"", "\"note\""), "s3cret")).isEqualTo(200);
    assertThat(gitlab(ASSIGNED.replace("watchbill", "bug"), "s3cret")).isEqualTo(200);
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void believesNobodyElse() throws Exception {
    assertThat(github(CLOSED, "")).isEqualTo(401);
    assertThat(github(CLOSED, "sha256=00")).isEqualTo(401);
    assertThat(github(CLOSED + " ", signed(CLOSED))).isEqualTo(401);
    assertThat(gitlab(ASSIGNED, "")).isEqualTo(401);
    assertThat(gitlab(ASSIGNED, "guessed")).isEqualTo(401);
    assertThat(gitlab("x".repeat(1024 * 1024 + 1), "s3cret")).isEqualTo(413);
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void takesFromJiraOnlyWhatIsSigned() throws Exception {
    var signature = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";

    assertThat(jira("Hello World!", signature)).isEqualTo(200);
    assertThat(jira("Hello World?", signature)).isEqualTo(401);
    assertThat(jira("Hello World!", "")).isEqualTo(401);
    assertThat(jira("x".repeat(1024 * 1024 + 1), signature)).isEqualTo(413);
  }

  private static String signed(String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private int github(String body, String signature) throws Exception {
    return post("/github/webhook", "X-Hub-Signature-256", signature, body);
  }

  private int jira(String body, String signature) throws Exception {
    return post("/jira/webhook", "X-Hub-Signature", signature, body);
  }

  private int gitlab(String body, String secret) throws Exception {
    return post("/gitlab/webhook", "X-Gitlab-Token", secret, body);
  }

  private int post(String path, String header, String value, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header(header, value)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }
}

package dev.watchbill.notifier.ticket;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.ticket.Tracker.Result;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.notifier.web.SharedContract;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GitHub, GitLab and ServiceNow, judged by their documents where those are there. */
class IssueTrackersTest {
  private static final String SYS_ID = "a9e30c7dc61122760116894de7bcc7bd";
  private static final Ticket TICKET =
      new Ticket(
          "checkout-42",
          "checkout: it is down",
          List.of("@octocat ``` 5 % fail", "Paged: Asha Rao"),
          Optional.of("https://oncall.example.com/incidents/checkout-42"),
          1,
          Optional.of("5"));

  private final ProviderStandIn server = new ProviderStandIn(201, "{}");

  @AfterEach
  void stop() {
    server.close();
  }

  private Tracker tracker(String name) {
    var prefix = "WATCHBILL_%s_".formatted(name.toUpperCase(Locale.ROOT));
    var environment =
        new Environment(
            Map.of(
                prefix + "URL", server.url(), prefix + "TOKEN", "t0ken", prefix + "USER", "bot"));
    var clock = new TestClock(NOW);
    return switch (name) {
      case "github" -> GitHubTracker.of(environment, clock).orElseThrow();
      case "gitlab" -> GitLabTracker.of(environment, clock).orElseThrow();
      default -> ServiceNowTracker.of(environment, clock).orElseThrow();
    };
  }

  private static TicketPlace place(String name) {
    return new TicketPlace(
        switch (name) {
          case "github" -> "acme/shop";
          case "gitlab" -> "acme/shop";
          default -> "incident";
        },
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String key(String name) {
    return name.equals("servicenow") ? "incident#" + SYS_ID : "acme/shop#14";
  }

  private static String path(String name) {
    return switch (name) {
      case "github" -> "/repos/acme/shop/issues";
      case "gitlab" -> "/api/v4/projects/acme%2Fshop/issues";
      default -> "/api/now/table/incident";
    };
  }

  private static String made(String name) {
    return switch (name) {
      case "github" -> "{\"number\":14}";
      case "gitlab" -> "{\"iid\":14}";
      default -> "{\"result\":{\"sys_id\":\"%s\"}}".formatted(SYS_ID);
    };
  }

  /** The body that was sent last, if the vendor's document allows it. */
  private JsonNode checked(String name, String method, String url, String operation) {
    var request = server.requests().getLast();
    assertThat(request.getMethod().getName()).isEqualTo(method);
    assertThat(request.getUrl()).isEqualTo(url);
    var body = server.lastBody();
    SharedContract.text(name + ".json")
        .map(JsonText::read)
        .map(document ->
            document
                .path("paths")
                .path(operation)
                .path(method.toLowerCase(Locale.ROOT))
                .at("/requestBody/content/application~1json/schema"))
        .ifPresent(schema -> {
          assertThat(schema.isMissingNode()).isFalse();
          var read =
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(schema.toString(), InputFormat.JSON);
          assertThat(read.validate(body.toString(), InputFormat.JSON)).isEmpty();
          body.fieldNames()
              .forEachRemaining(field ->
                  assertThat(
                          schema.path("properties").has(field)
                              || schema.path("additionalProperties").isObject())
                      .as(field)
                      .isTrue());
        });
    return body;
  }

  private static String operation(String name, boolean one) {
    return switch (name) {
      case "github" ->
          one ? "/repos/{owner}/{repo}/issues/{issue_number}" : "/repos/{owner}/{repo}/issues";
      case "gitlab" -> one ? "/projects/{id}/issues/{iid}" : "/projects/{id}/issues";
      default -> one ? "/table/{tableName}/{sys_id}" : "/table/{tableName}";
    };
  }

  @ParameterizedTest
  @MethodSource("dev.watchbill.notifier.delivery.HostileTexts#all")
  void keepsToWhatTheyTakeWhateverAnAlertSays(String text) {
    var links =
        new Links(
            new LinkSeal("a key that nobody knows"),
            () -> Optional.of("https://oncall.example.com"),
            new TestClock(NOW));
    var words = new TicketText(TicketRosters.checkout(), links);
    var assignment =
        anAssignment("checkout-42", 1)
            .setIncident(anIncident("checkout-42").setTitle(text).setText(text).build())
            .setWhy(text)
            .build();
    for (var name : List.of("github", "gitlab", "servicenow")) {
      server.answer(201, made(name));
      var tracker = tracker(name);
      assertThat(tracker.create(words.of(assignment, Optional.empty()), place(name)))
          .isEqualTo(new Result.Ok<>(key(name)));
      var body = checked(name, "POST", path(name), operation(name, false));
      var title = body.path(name.equals("servicenow") ? "short_description" : "title").asText();
      assertThat(title).startsWith("checkout").doesNotContain("\n").hasSizeLessThanOrEqualTo(255);
      assertThat(tracker.comment(key(name), words.moved(assignment)))
          .isEqualTo(new Result.Ok<>(key(name)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "servicenow"})
  void makesATicketWhoseTextIsLiteral(String name) {
    server.answer(201, made(name));

    assertThat(tracker(name).create(TICKET, place(name))).isEqualTo(new Result.Ok<>(key(name)));
    var body = checked(name, "POST", path(name), operation(name, false)).toString();
    assertThat(body).contains("checkout: it is down", "5 % fail", "checkout-42");
    if (!name.equals("servicenow")) {
      assertThat(body).contains("````text\\n@octocat ``` 5 % fail", "[checkout-42]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab"})
  void findsTheTicketOfAnIncidentAndNoOther(String name) {
    server.answer(
        200,
        "[%s,%s]"
            .formatted(
                made(name).replace("14", "13").replace("}", ",\"title\":\"x [checkout-4]\"}"),
                made(name).replace("}", ",\"title\":\"x [checkout-42]\"}")));

    assertThat(tracker(name).find("checkout-42", place(name)))
        .isEqualTo(new Result.Ok<>(Optional.of(key(name))));
    assertThat(tracker(name).find("checkout-2", place(name)))
        .isEqualTo(new Result.Ok<>(Optional.empty()));
    assertThat(server.requests().getFirst().getUrl()).startsWith(path(name) + "?labels=watchbill&");
  }

  @Test
  void findsARecordByItsCorrelation() {
    server.answer(200, "{\"result\":[{\"sys_id\":\"%s\"}]}".formatted(SYS_ID));

    assertThat(tracker("servicenow").find("checkout-42", place("servicenow")))
        .isEqualTo(new Result.Ok<>(Optional.of(key("servicenow"))));
    assertThat(server.requests().getLast().getUrl())
        .contains("sysparm_query=correlation_id%3Dcheckout-42", "sysparm_limit=1");
    assertThat(server.requests().getLast().getHeader("Authorization")).startsWith("Basic ");
  }

  @ParameterizedTest
  @CsvSource({
    "github, PATCH, /14, state",
    "gitlab, PUT, /14, state_event",
    "servicenow, PATCH, /a9e30c7dc61122760116894de7bcc7bd, close_notes"
  })
  void closesItWithAWord(String name, String method, String one, String field) {
    assertThat(tracker(name).finish(key(name), place(name), "Resolved by Bo Li."))
        .isEqualTo(new Result.Ok<>(key(name)));
    assertThat(checked(name, method, path(name) + one, operation(name, true)).has(field)).isTrue();
    assertThat(server.requests().stream().map(it -> it.getBodyAsString()))
        .anyMatch(body -> body.contains("Resolved by Bo Li."));
  }

  @ParameterizedTest
  @CsvSource({
    "github, PATCH, /14",
    "gitlab, PUT, /14",
    "servicenow, PATCH, /a9e30c7dc61122760116894de7bcc7bd"
  })
  void givesItToSomebody(String name, String method, String one) {
    assertThat(tracker(name).assign(key(name), "5")).isEqualTo(new Result.Ok<>(key(name)));
    assertThat(checked(name, method, path(name) + one, operation(name, true)).toString())
        .contains("assign");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "servicenow"})
  void takesRefusalsForWhatTheyAre(String name) {
    var tracker = tracker(name);
    server.answer(401, "");
    assertThat(tracker.comment(key(name), "x").toString())
        .contains("Refused", "check WATCHBILL_%s_TOKEN".formatted(name.toUpperCase(Locale.ROOT)));
    server.answer(404, "");
    assertThat(tracker.comment(key(name), "x").toString()).contains("Refused", "no such address");
    server.answer(500, "");
    assertThat(tracker.create(TICKET, place(name)).toString()).contains("Retryable");
    server.answer(429, "", "Retry-After", "3");
    assertThat(tracker.create(TICKET, place(name)).toString()).contains("Retryable", "PT3S");
    server.drop();
    assertThat(tracker.find("checkout-42", place(name)).toString()).contains("Retryable");
    assertThat(tracker.comment("none", "x")).isInstanceOf(Result.Failed.class);
  }

  /** A renamed repository, or a transferred issue. */
  private void moved(String to) {
    server.answer(404, "{}");
    server
        .server()
        .stubFor(
            any(urlPathMatching("/repos/acme/shop/issues/14.*"))
                .willReturn(aResponse().withStatus(301).withHeader("Location", to)));
    server
        .server()
        .stubFor(
            any(urlPathMatching("/repositories/7/issues/3"))
                .willReturn(
                    aResponse()
                        .withBody(
                            "{\"number\":3,\"repository_url\":\"https://api.github.com/repos/acme/ops\"}")));
  }

  @Test
  void followsAnIssueToWhereGitHubMovedIt() {
    moved(server.url() + "/repositories/7/issues/3");

    assertThat(tracker("github").assign(key("github"), "bo")).isInstanceOf(Result.Ok.class);
    var request = server.requests().getLast();
    assertThat(request.getMethod().getName()).isEqualTo("PATCH");
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(server.lastBody().at("/assignees/0").asText()).isEqualTo("bo");
    assertThat(((PolledTracker) tracker("github")).now(key("github")))
        .isEqualTo(new Result.Ok<>("acme/ops#3"));
  }

  @Test
  void signsInNowhereElse() {
    moved(server.url().replace("127.0.0.1", "localhost") + "/repositories/7/issues/3");

    assertThat(tracker("github").assign(key("github"), "bo").toString())
        .contains("Refused", "redirects are not followed");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void doesNotGoRoundForEver() {
    moved("/repos/acme/shop/issues/14");

    assertThat(tracker("github").comment(key("github"), "x")).isInstanceOf(Result.Failed.class);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void makesTheIssueWithoutWhoHasLeft() {
    server.answer(422, "{\"message\":\"Validation Failed\"}");
    assertThat(tracker("github").create(TICKET, place("github"))).isInstanceOf(Result.Failed.class);

    assertThat(server.requests()).hasSize(2);
    assertThat(server.lastBody().has("assignees")).isFalse();
    assertThat(tracker("gitlab").assign(key("gitlab"), "asha"))
        .isEqualTo(
            new Result.Failed<>(
                Delivery.refused("Expected a number as GitLab account, but got asha")));
  }

  @Test
  void knowsWhatBecameOfRecords() {
    server.answer(
        200,
        """
        {"result":[{"sys_id":"%s","state":"6","assigned_to":"u1","sys_updated_on":"x"}]}
        """
            .formatted(SYS_ID));
    var tracker = (PolledTracker) tracker("servicenow");

    assertThat(tracker.look(List.of(key("servicenow")), NOW))
        .isEqualTo(
            new Result.Ok<>(List.of(new PolledTracker.Seen(key("servicenow"), true, "u1", "x"))));
    assertThat(server.requests().getLast().getUrl()).contains("sys_idIN" + SYS_ID);
  }

  @Test
  void keepsTheMarkHoweverLongATitleIs() {
    assertThat(Mark.on("x".repeat(300), "checkout-42", 50)).hasSize(50).endsWith("… [checkout-42]");
    assertThat(Mark.incident("a [b] [checkout-42]")).contains("checkout-42");
    assertThat(Mark.incident("checkout-42")).isEmpty();
  }
}

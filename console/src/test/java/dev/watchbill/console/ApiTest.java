package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.RosterProblems;
import dev.watchbill.schemas.RosterRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
  @TempDir Path folder;

  private RunningConsole console = unset();
  private Shop shop = unset();
  private String admin = "";

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    shop = new Shop(console);
    admin = console.token("admin", null);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void saysWhoIsOnCallNow() {
    assertThat(console.get("/api/v1/oncall", admin).text())
        .isEqualTo(
            """
            [{"schedule":"primary","at":"2026-01-05T09:30:00Z","who":["asha"],\
            "shift":{"schedule":"primary","rotation":"weekly","turn":0,"who":"asha",\
            "start":"2026-01-05T09:00:00Z","end":"2026-01-05T10:00:00Z","kind":"turn","why":"next in turn"},\
            "why":"next in turn"}]\
            """);
  }

  @Test
  void saysWhoIsOnCallAtEachInstantAskedFor() {
    var answer =
        console
            .get(
                "/api/v1/oncall?schedule=primary&at=2026-01-05T11:00&at=2026-01-05T10:00Z"
                    + "&at=2026-01-05T12:00Z&at=2027-01-01T00:00Z",
                admin)
            .json();
    var who = new ArrayList<String>();
    answer.forEach(one ->
        who.add(one.get("at").asText() + " " + one.get("who") + " " + one.get("why").asText()));
    assertThat(who)
        .containsExactly(
            "2026-01-05T10:00:00Z [\"bo\"] next in turn",
            "2026-01-05T10:00:00Z [\"bo\"] next in turn",
            "2026-01-05T12:00:00Z [] nobody: no shift covers this time",
            "2027-01-01T00:00:00Z [] nobody yet: shifts are published until 2026-01-05T14:00:00Z");
  }

  @Test
  void cutsShiftsAtTheWindow() {
    var answer =
        console.get("/api/v1/shifts?from=2026-01-05T09:30Z&to=2026-01-05T10:30Z", admin).json();
    assertThat(answer.findValuesAsText("start"))
        .containsExactly("2026-01-05T09:30:00Z", "2026-01-05T10:00:00Z");
    assertThat(answer.findValuesAsText("end"))
        .containsExactly("2026-01-05T10:00:00Z", "2026-01-05T10:30:00Z");
  }

  @Test
  void listsGapsInTheWindow() {
    assertThat(console.get("/api/v1/gaps?from=2026-01-05T13:00Z&to=2026-01-06", admin).text())
        .isEqualTo(
            """
            [{"schedule":"primary","start":"2026-01-05T13:00:00Z","end":"2026-01-05T14:00:00Z"}]\
            """);
  }

  @Test
  void answersIncidentsWithExactlyTheirKeys() {
    shop.incident("checkout-1");
    assertThat(console.get("/api/v1/incidents", admin).text())
        .isEqualTo(
            """
            {"items":[{"id":"checkout-1","service":"checkout","team":"payments","severity":"error",\
            "status":"open","title":"Checkout fails","alerts":1,"openedAt":"2026-01-05T09:00:00Z",\
            "acknowledgedAt":null,"acknowledgedBy":null,"resolvedAt":null,"assignees":["asha"],"step":1,\
            "nextDeadline":"2026-01-05T09:05:00Z","ticket":null,"test":false}],"next":null}\
            """);
  }

  @Test
  void pagesThroughIncidentsWithoutLosingOrRepeatingOne() {
    for (var number = 1; number <= 7; number++) {
      // Three of them at the same instant: the id decides.
      shop.incident("checkout-" + number, "open", Shop.AT.plusSeconds(Math.max(0, number - 3)));
    }
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var page = console.get("/api/v1/incidents?limit=2" + cursor, admin).json();
      seen.addAll(page.get("items").findValuesAsText("id"));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asText();
      // What comes in meanwhile is newer, and moves nothing.
      shop.incident("checkout-9" + seen.size(), "open", Shop.AT.plusSeconds(1000 + seen.size()));
    } while (!cursor.isEmpty());
    assertThat(seen)
        .containsExactly(
            "checkout-7",
            "checkout-6",
            "checkout-5",
            "checkout-4",
            "checkout-3",
            "checkout-2",
            "checkout-1");
  }

  @Test
  void filtersIncidents() {
    shop.incident("checkout-1", "open", Shop.AT);
    shop.incident("checkout-2", "resolved", Shop.AT);
    shop.incident("checkout-3", "acknowledged", Shop.AT);
    assertThat(ids("status=unresolved")).containsExactly("checkout-3", "checkout-1");
    assertThat(ids("status=resolved,open")).containsExactly("checkout-2", "checkout-1");
    assertThat(ids("service=search")).isEmpty();
    assertThat(ids("team=payments&status=open")).containsExactly("checkout-1");
  }

  private List<String> ids(String query) {
    return console
        .get("/api/v1/incidents?" + query, admin)
        .json()
        .get("items")
        .findValuesAsText("id");
  }

  @Test
  void tellsAnIncidentWhole() {
    shop.incident("checkout-1");
    shop.story("checkout-1");
    var incident = console.get("/api/v1/incidents/checkout-1", admin).json();
    assertThat(incident.get("id").asText()).isEqualTo("checkout-1");
    assertThat(incident.get("why").asText()).isEqualTo("route 1: tier 1");
    assertThat(incident.get("timeline").findValuesAsText("type"))
        .containsExactly("opened", "not-paged");
  }

  @Test
  void tellsWhyAnIncidentWentAsItDid() {
    shop.incident("checkout-1");
    shop.story("checkout-1");
    var why = console.get("/api/v1/incidents/checkout-1/why", admin).json();
    assertThat(why.at("/policy").asText()).isEqualTo("tier-1");
    assertThat(why.at("/people/0/person").asText()).isEqualTo("asha");
    assertThat(why.at("/people/0/why").asText()).isEqualTo("on call in primary");
    assertThat(why.at("/pages/0/receipts/0/outcome").asText()).isEqualTo("delivered");
    assertThat(why.at("/notPaged/0/person").asText()).isEqualTo("bo");
    assertThat(why.at("/notPaged/0/why").asText()).isEqualTo("not on call before 10:00");
    assertThat(why.at("/people/0/shift/start").asText()).isEqualTo("2026-01-05T09:00:00Z");
    assertThat(why.at("/people/0/shift/why").asText()).isEqualTo("next in turn");
    assertThat(why.at("/timezone").asText()).isEqualTo("Europe/Berlin");
  }

  @Test
  void tellsThatRepeatsPagedNobody() {
    shop.incident("checkout-1");
    shop.story("checkout-1");
    shop.alertAgain("checkout-1");
    shop.alertAgain("checkout-1");
    var why = console.get("/api/v1/incidents/checkout-1/why", admin).json();
    assertThat(why.get("notPaged").findValuesAsText("why"))
        .anyMatch(text -> text.startsWith("2 further signals of its 1 alert paged nobody"));
  }

  @Test
  void tellsSomebodyWhomNoStepChoseWhoWasAskedInstead() {
    shop.incident("checkout-1");
    shop.story("checkout-1");
    var why = console.get("/api/v1/incidents/checkout-1/why?person=carla", admin).json();
    assertThat(why.at("/notPaged/0/person").asText()).isEqualTo("carla");
    assertThat(why.at("/notPaged/0/why").asText())
        .isEqualTo(
            "No step that fired has them as a target; it was given to asha (step 1, on call in"
                + " primary)");
  }

  @Test
  void tellsWhyOnlyAsFarAsItConcernsAPerson() {
    shop.incident("checkout-1");
    shop.story("checkout-1");
    var why = console.get("/api/v1/incidents/checkout-1/why?person=bo", admin).json();
    assertThat(why.at("/people")).isEmpty();
    assertThat(why.at("/pages")).isEmpty();
    assertThat(why.at("/notPaged/0/person").asText()).isEqualTo("bo");
  }

  @Test
  void answersAlertsWithExactlyTheirKeys() {
    shop.story("checkout-1");
    assertThat(console.get("/api/v1/alerts?incident=checkout-1", admin).text())
        .isEqualTo(
            """
            {"items":[{"id":"alert-of-checkout-1","status":"firing","key":"key-of-checkout-1",\
            "integration":"prometheus","service":"checkout","severity":"error","title":"","text":"",\
            "labels":{},"links":[],"startedAt":null,"receivedAt":"2026-01-05T09:00:00Z",\
            "incident":"checkout-1","test":false}],"next":null}\
            """);
  }

  @Test
  void saysWhichTicketAnIncidentHas() {
    shop.incident("checkout-1");
    assertThat(console.get("/api/v1/incidents/checkout-1", admin).json().path("ticket").isNull())
        .isTrue();
    console.received(
        console.topics.receipts,
        "checkout",
        Receipt.newBuilder()
            .setId("checkout-1/1/jira/PAY")
            .setIncident("checkout-1")
            .setChannel("jira")
            .setAddress("PAY")
            .setOutcome("accepted")
            .setProviderRef("PAY-12 open asha")
            .build());

    assertThat(console.get("/api/v1/incidents/checkout-1", admin).json().path("ticket").asText())
        .isEqualTo("PAY-12");
    assertThat(console.get("/api/v1/incidents", admin).json().at("/items/0/ticket").asText())
        .isEqualTo("PAY-12");
  }

  @Test
  void answersTheInboxWithExactlyItsKeys() {
    shop.incident("checkout-1");
    shop.story("checkout-1");
    assertThat(console.get("/api/v1/inbox?person=asha", admin).text())
        .isEqualTo(
            """
            {"items":[{"id":"checkout-1.1","at":"2026-01-05T09:00:00Z","to":"asha","via":"inbox",\
            "incident":"checkout-1","text":"Checkout fails (checkout)\\nsince 09:00",\
            "actions":["acknowledge","resolve","escalate","snooze","reassign","note"]}],"next":null}\
            """);
    assertThat(console.get("/api/v1/inbox?person=bo", admin).json().get("items")).isEmpty();
  }

  @Test
  void answersResponseMetrics() {
    shop.metrics("checkout-1");
    var metrics = console.get("/api/v1/metrics?service=checkout", admin).json().at("/items/0");
    assertThat(metrics.get("incident").asText()).isEqualTo("checkout-1");
    assertThat(metrics.get("timeToAcknowledgeMs").asLong()).isEqualTo(60_000);
    assertThat(metrics.get("timeToPageMs").isNull()).isTrue();
  }

  @Test
  void listsPeopleWithoutTheirAddresses() {
    var people = console.get("/api/v1/people", admin);
    assertThat(people.json().get("items").findValuesAsText("id"))
        .containsExactly("asha", "bo", "cto");
    assertThat(people.json().get("items").findValuesAsText("role"))
        .containsExactly("responder", "manager", "admin");
    assertThat(people.text()).contains("\"phone\"").doesNotContain("491701234567");
  }

  @Test
  void saysWhichRosterIsInForceAndWhatKeepsANewerOneOut() {
    shop.roster(
        "roster:problems",
        RosterRecord.newBuilder()
            .setProblems(
                RosterProblems.newBuilder()
                    .setAt(Shop.AT)
                    .setMessages(List.of("shop.yaml:1: expected x, but got y"))
                    .build())
            .build());
    var roster = console.get("/api/v1/roster", admin).json();
    assertThat(roster.get("version").asText()).isEqualTo("v1");
    assertThat(roster.get("source").asText()).isEqualTo("examples/shop");
    assertThat(roster.at("/problems/messages/0").asText()).startsWith("shop.yaml:1");
  }

  @Test
  void answersAnActionWithItsDecision() {
    shop.incident("checkout-1");
    console.log.decider = response -> shop.decided(response, "applied", "Asha has it");
    var answer =
        console.post(
            "/api/v1/incidents/checkout-1/acknowledge",
            console.token("responder", "asha"),
            "{\"text\":\"on it\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("outcome").asText()).isEqualTo("applied");
    assertThat(answer.json().get("why").asText()).isEqualTo("Asha has it");
    assertThat(console.log.responses)
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getPerson()).isEqualTo("asha");
          assertThat(response.getService()).isEqualTo("checkout");
          assertThat(response.getAction()).isEqualTo("acknowledge");
          assertThat(response.getText()).isEqualTo("on it");
          assertThat(response.getVia()).isEqualTo("api");
        });
  }

  @Test
  void answersARefusedActionWith409() {
    shop.incident("checkout-1");
    console.log.decider = response -> shop.decided(response, "refused", "it is resolved");
    var answer = console.post("/api/v1/incidents/checkout-1/escalate", admin, "{}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("detail").asText()).isEqualTo("it is resolved");
    assertThat(answer.json().get("outcome").asText()).isEqualTo("refused");
  }

  @Test
  void answersAnActionNobodyDecidesWith202AndItsId() {
    shop.incident("checkout-1");
    var answer = console.post("/api/v1/incidents/checkout-1/resolve", admin, "{}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("response").asText())
        .isEqualTo(console.log.responses.getFirst().getId());
  }

  @Test
  void doesTheSameDeedOnceHoweverOftenItsKeyIsSent() {
    shop.incident("checkout-1");
    console.log.decider = response -> shop.decided(response, "applied", "noted");
    var responses = new ArrayList<String>();
    for (var time = 0; time < 3; time++) {
      var answer =
          console.ask(
              "POST",
              "/api/v1/incidents/checkout-1/note",
              "{\"text\":\"restarted\"}",
              "Authorization",
              "Bearer " + admin,
              "Idempotency-Key",
              "k1");
      responses.add(answer.json().get("response").asText());
    }
    assertThat(responses).hasSize(3).containsOnly(responses.getFirst());
    assertThat(console.log.responses).hasSize(1);
  }

  @Test
  void actsInTheNameOfTheTokenWhereItHasNoPerson() {
    shop.incident("checkout-1");
    console.log.decider = response -> shop.decided(response, "applied", "");
    var _ = console.post("/api/v1/incidents/checkout-1/resolve", admin, "{}");
    assertThat(console.log.responses.getFirst().getPerson()).startsWith("token:admin");
  }

  @Test
  void notesEveryActionInTheAudit() {
    shop.incident("checkout-1");
    console.log.decider = response -> shop.decided(response, "already", "");
    var _ =
        console.post(
            "/api/v1/incidents/checkout-1/acknowledge", console.token("responder", "asha"), "");
    assertThat(console.log.audit)
        .singleElement()
        .satisfies(entry ->
            assertThat(
                    List.of(
                        entry.getWho(), entry.getAction(), entry.getObject(), entry.getOutcome()))
                .containsExactly("asha", "incident.acknowledge", "checkout-1", "already"));
  }

  @Test
  void saysThatKafkaIsAwayInsteadOfPretending() {
    shop.incident("checkout-1");
    console.log.away = true;
    var answer = console.post("/api/v1/incidents/checkout-1/acknowledge", admin, "{}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @ParameterizedTest(name = "{0} {1} is refused with {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "note|{}|400|text: expected a note, but got nothing",
        "snooze|{}|400|until: expected an instant such as 2026-01-05T09:00Z, but got nothing",
        "snooze|{\"until\":\"2026-01-05T09:00Z\"}|400|until: expected an instant after"
            + " 2026-01-05T09:30:00Z, but got 2026-01-05T09:00:00Z",
        "snooze|{\"until\":\"soon\"}|400|until: expected an instant such as 2026-01-05T09:00Z, or a"
            + " local time such as 2026-01-05T09:00, but got \"soon\"",
        "reassign|{}|400|to: expected at least one person, but got none",
        "reassign|{\"to\":[\"nobody\"]}|400|to: expected people of the roster, but got \"nobody\"",
        "reassign|{\"to\":\"bo\"}|400|to: expected a list, but got something else",
        "acknowledge|{\"txt\":\"x\"}|400|Expected only the fields [text, to, until], but got"
            + " \"txt\"",
        "acknowledge|{\"text\":5}|400|text: expected a text, but got something else",
        "acknowledge|null|400|Expected a JSON object, but got null",
        "acknowledge|[]|400|body: expected a JSON object, but got something else"
      })
  void refusesNonsense(String action, String body, int status, String detail) {
    shop.incident("checkout-1");
    var answer = console.post("/api/v1/incidents/checkout-1/" + action, admin, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("detail").asText()).isEqualTo(detail);
    assertThat(console.log.responses).isEmpty();
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    shop.incident("checkout-1");
    var body = "{\"text\":\"" + "x".repeat(70_000) + "\"}";
    assertThat(console.post("/api/v1/incidents/checkout-1/note", admin, body).status())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oncall?at=whenever",
        "oncall?schdule=primary",
        "shifts?from=2026-01-06&to=2026-01-05",
        "incidents?status=opened",
        "incidents?limit=0",
        "incidents?limit=many",
        "incidents?cursor=zzz",
        "alerts?status=gone",
        "metrics?from=x",
        "me?x=y"
      })
  void refusesBadParameters(String path) {
    var answer = console.get("/api/v1/" + path, admin);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText())
        .containsIgnoringCase("expected")
        .contains("got");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oncall?schedule=nothing",
        "incidents/checkout-99",
        "incidents/checkout-99/why",
        "inbox?person=nobody"
      })
  void knowsNothingOfUnknownIds(String path) {
    assertThat(console.get("/api/v1/" + path, admin).status()).isEqualTo(404);
  }

  @Test
  void showsATokenOnce() {
    var made = console.post("/api/v1/tokens", admin, "{\"name\":\"ci\",\"role\":\"responder\"}");
    assertThat(made.status()).isEqualTo(201);
    var secret = made.json().get("token").asText();
    assertThat(console.get("/api/v1/me", secret).json().get("actor").asText())
        .isEqualTo("token:ci");
    assertThat(console.get("/api/v1/tokens", admin).text()).doesNotContain(secret);
    assertThat(console.log.credentials.toString()).doesNotContain(secret);
  }

  @Test
  void takesATokenBackAtOnce() {
    var secret =
        console
            .post("/api/v1/tokens", admin, "{\"name\":\"ci\",\"role\":\"viewer\"}")
            .json()
            .get("token")
            .asText();
    assertThat(
            console
                .ask("DELETE", "/api/v1/tokens/ci", null, "Authorization", "Bearer " + admin)
                .status())
        .isEqualTo(204);
    assertThat(console.get("/api/v1/me", secret).status()).isEqualTo(401);
    assertThat(console.log.removed).containsExactly("token:ci");
  }

  @Test
  void makesNoSecondTokenOfTheSameName() {
    var body = "{\"name\":\"ci\",\"role\":\"viewer\"}";
    var _ = console.post("/api/v1/tokens", admin, body);
    assertThat(console.post("/api/v1/tokens", admin, body).status()).isEqualTo(409);
  }

  @Test
  void forgetsATokenWhenItExpires() {
    var secret =
        console
            .post(
                "/api/v1/tokens",
                admin,
                "{\"name\":\"ci\",\"role\":\"viewer\",\"expiresAt\":\"2026-01-05T10:00Z\"}")
            .json()
            .get("token")
            .asText();
    assertThat(console.get("/api/v1/me", secret).status()).isEqualTo(200);
    console.clock.advance(Duration.ofMinutes(30));
    assertThat(console.get("/api/v1/me", secret).status()).isEqualTo(401);
  }

  @Test
  void givesAPersonsTokenNeverMoreThanThePersonsRole() {
    var token = console.token("admin", "asha");
    assertThat(console.get("/api/v1/me", token).json().get("role").asText()).isEqualTo("responder");
    assertThat(console.get("/api/v1/tokens", token).status()).isEqualTo(403);
  }

  @Test
  void letsNobodyInWhoHasLeftTheRoster() {
    assertThat(console.get("/api/v1/me", console.token("admin", "erin")).status()).isEqualTo(401);
  }

  @Test
  void letsNobodyInBeforeItKnowsWhoMay() {
    console.ready = false;
    assertThat(console.get("/api/v1/me", admin).status()).isEqualTo(503);
  }

  @Test
  void slowsDownWhoGuessesTokensButNotWhoHasOne() {
    for (var attempt = 0; attempt < 20; attempt++) {
      assertThat(console.get("/api/v1/me", "guess-" + attempt).status()).isEqualTo(401);
    }
    assertThat(console.get("/api/v1/me", "guess").status()).isEqualTo(429);
    assertThat(console.get("/api/v1/me", admin).status()).isEqualTo(200);
    console.clock.advance(Duration.ofMinutes(2));
    assertThat(console.get("/api/v1/me", "guess").status()).isEqualTo(401);
  }
}

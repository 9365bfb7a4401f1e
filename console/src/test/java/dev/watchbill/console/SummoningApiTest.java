package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummoningApiTest {
  @TempDir Path folder;

  private RunningConsole console = unset();
  private String responder = "";

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    var _ = new Shop(console);
    responder = console.token("responder", "asha");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void answersWithTheIncidentItOpened() {
    console.log.decider = response -> decide(response, "applied", "checkout-7");

    var answer =
        console.post(
            "/api/v1/pages",
            responder,
            "{\"text\": \"It is slow\", \"service\": \"checkout\", \"to\": [\"bo\"]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("incident").asText()).isEqualTo("checkout-7");
    assertThat(console.log.responses)
        .singleElement()
        .returns("page", Response::getAction)
        .returns("checkout", Response::getService)
        .returns("asha", Response::getPerson)
        .returns("error", Response::getSeverity)
        .returns(List.of("bo"), Response::getTo);
    assertThat(console.log.audit)
        .anySatisfy(entry -> assertThat(entry.getAction()).isEqualTo("page"));
  }

  @Test
  void pagesPeopleWithoutAnyService() {
    console.log.decider = response -> decide(response, "applied", "by-hand-1");

    var answer =
        console.post(
            "/api/v1/pages", responder, "{\"text\": \"Come\", \"to\": [\"schedule:primary\"]}");

    assertThat(answer.json().get("incident").asText()).isEqualTo("by-hand-1");
    assertThat(console.log.responses).extracting(Response::getService).containsExactly("by-hand");
  }

  @Test
  void pagesWhoAsksWhereTheyTryTheirOwnPages() {
    console.log.decider = response -> decide(response, "applied", "by-hand-1");

    var answer = console.post("/api/v1/pages", responder, "{\"to\": [\"me\"]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(console.log.responses)
        .singleElement()
        .returns(List.of("asha"), Response::getTo)
        .returns("asha", Response::getPerson)
        .returns("by-hand", Response::getService)
        .returns("A test of my own pages", Response::getText);
  }

  @Test
  void tellsARefusal() {
    console.log.decider = response -> decide(response, "refused", "");

    var answer =
        console.post("/api/v1/pages", responder, "{\"text\": \"Come\", \"service\": \"checkout\"}");

    assertThat(answer.status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | text: expected what it is about, but got nothing",
        "{\"text\": \"x\"} | Expected a \"service\" or \"to\", but got neither",
        "{\"text\": \"x\", \"service\": \"none\"} | service: expected a service of the roster, but got \"none\"",
        "{\"text\": \"x\", \"to\": [\"team:none\"]} | to: expected people, team:ID or schedule:ID of the roster, but got \"team:none\"",
        "{\"text\": \"x\", \"to\": [\"none\"]} | but got \"none\"",
        "{\"text\": \"x\", \"to\": [\"bo\"], \"severity\": \"bad\"} | severity: expected one of",
      })
  void refusesWhatMakesNoSense(String body, String sentence) {
    var answer = console.post("/api/v1/pages", responder, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains(sentence);
    assertThat(console.log.responses).isEmpty();
  }

  private void decide(Response response, String outcome, String incident) {
    var event =
        IncidentEvent.newBuilder()
            .setId("event-" + response.getId())
            .setIncident(incident)
            .setService(response.getService())
            .setAt(console.clock.instant())
            .setType(outcome.equals("applied") ? "opened" : outcome)
            .setResponse(response.getId())
            .setOutcome(outcome)
            .build();
    console.received(console.topics.incidentEvents, response.getService(), event);
  }
}

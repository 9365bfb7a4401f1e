package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Silence;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesApiTest {
  private static final String DB =
      """
      {"matchers": [{"name": "alertname", "value": "db-.*", "isRegex": true}],
       "endsAt": "2026-01-05T10:30Z", "comment": "deploy"}
      """;

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
    console.log.silenced = (id, silence) -> console.received(console.topics.silences, id, silence);
    var _ = new Shop(console);
    responder = console.token("responder", "asha");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void keepASilenceAndAnswerIt() {
    var answer = console.post("/api/v1/silences", responder, DB);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(console.log.silences)
        .singleElement()
        .returns("asha", Silence::getCreatedBy)
        .returns(console.clock.instant(), Silence::getStartsAt)
        .returns(console.clock.instant().plus(Duration.ofHours(1)), Silence::getEndsAt);
    var listed = console.get("/api/v1/silences", responder).json().get("items");
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0)).isEqualTo(answer.json());
    assertThat(answer.json().get("state").asText()).isEqualTo("active");
    assertThat(answer.json().get("matchers").toString())
        .isEqualTo(
            "[{\"name\":\"alertname\",\"value\":\"db-.*\",\"isRegex\":true,\"isEqual\":true}]");
    assertThat(console.log.audit)
        .anySatisfy(entry -> assertThat(entry.getAction()).isEqualTo("silence.create"));
  }

  @Test
  void prolongTheOneNamed() {
    var id = console.post("/api/v1/silences", responder, DB).json().get("id").asText();
    console.clock.advance(Duration.ofMinutes(10));

    var answer =
        console.post(
            "/api/v1/silences",
            responder,
            DB.replace("10:30Z", "12:30Z").replaceFirst("\\{", "{\"id\": \"" + id + "\","));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("endsAt").asText()).isEqualTo("2026-01-05T12:30:00Z");
    assertThat(answer.json().get("startsAt").asText()).isEqualTo("2026-01-05T09:30:00Z");
    assertThat(console.get("/api/v1/silences", responder).json().get("items")).hasSize(1);
  }

  @Test
  void endOneAtOnceAndSayWhoDid() {
    var id = console.post("/api/v1/silences", responder, DB).json().get("id").asText();
    console.clock.advance(Duration.ofMinutes(10));

    assertThat(delete(id)).isEqualTo(204);

    assertThat(console.get("/api/v1/silences", responder).json().get("items")).isEmpty();
    var ended = console.get("/api/v1/silences/" + id, responder).json();
    assertThat(ended.get("state").asText()).isEqualTo("ended");
    assertThat(ended.get("endsAt").asText()).isEqualTo("2026-01-05T09:40:00Z");
    assertThat(ended.get("endedBy").asText()).isEqualTo("asha");
    assertThat(delete(id)).isEqualTo(204);
    assertThat(console.log.silences).hasSize(2);
  }

  @Test
  void forgetOneThatNeverBeganWhenItIsEnded() {
    var id =
        console
            .post(
                "/api/v1/silences",
                responder,
                DB.replaceFirst("\\{", "{\"startsAt\": \"2026-01-05T10:00Z\","))
            .json()
            .get("id")
            .asText();

    assertThat(delete(id)).isEqualTo(204);

    assertThat(console.get("/api/v1/silences/" + id, responder).status()).isEqualTo(404);
  }

  @Test
  void forgetThoseThatAreLongOver() {
    var id = console.post("/api/v1/silences", responder, DB).json().get("id").asText();
    console.clock.advance(Duration.ofDays(32));

    var later =
        console.post(
            "/api/v1/silences", responder, DB.replace("2026-01-05T10:30Z", "2026-03-01T00:00Z"));

    assertThat(later.status()).isEqualTo(201);
    assertThat(console.get("/api/v1/silences/" + id, responder).status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"db-.*\" | \"(\" | matchers: value: expected a regular expression (RE2), but got \"(\"",
        "\"alertname\" | \"\" | matchers: name: expected a label's name, but got nothing",
        "10:30Z | 09:30Z | endsAt: expected an instant within 365 days from now, but got",
        "2026-01-05T10:30Z | 2028-01-05T10:30Z | endsAt: expected an instant within 365 days",
        "\"deploy\" | \" \" | comment: expected why, but got nothing",
        "\"comment\" | \"service\": \"nothing\", \"comment\" | service: expected a service of the roster, but got \"nothing\"",
        "\"comment\" | \"team\": \"nothing\", \"comment\" | team: expected a team of the roster, but got \"nothing\"",
        "\"db-.*\" | \".*\" | but got a silence of everything",
        "\"comment\" | \"who\": \"me\", \"comment\" | Expected only the fields",
      })
  void refuseWhatMakesNoSense(String from, String to, String sentence) {
    var answer = console.post("/api/v1/silences", responder, DB.replace(from, to));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains(sentence);
    assertThat(console.log.silences).isEmpty();
  }

  @Test
  void knowNothingOfUnknownIds() {
    var change = DB.replaceFirst("\\{", "{\"id\": \"nothing\",");

    assertThat(console.post("/api/v1/silences", responder, change).status()).isEqualTo(404);
    assertThat(delete("nothing")).isEqualTo(404);
  }

  @Test
  void sayThatKafkaIsAway() {
    console.log.away = true;

    assertThat(console.post("/api/v1/silences", responder, DB).status()).isEqualTo(503);
  }

  private int delete(String id) {
    return console
        .ask("DELETE", "/api/v1/silences/" + id, null, "Authorization", "Bearer " + responder)
        .status();
  }
}

package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What amtool does to an Alertmanager's silences. */
class SilenceSendersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  private final IntakeServer intake = IntakeServer.start();

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void keepsASilenceForTheSendersOwnAlerts() throws Exception {
    var id = id(post(silence("\"name\":\"alertname\",\"value\":\"Up\"", 60)));
    assertThat(intake.silences.get(id).getMatchers())
        .extracting(SilenceMatcher::getName, SilenceMatcher::getValue)
        .containsExactly(
            Tuple.tuple("alertname", "Up"), Tuple.tuple("watchbill_integration", "prometheus-eu"));
    assertThat(intake.silences.audit)
        .extracting(AuditEntry::getWho, AuditEntry::getAction, AuditEntry::getObject)
        .containsExactly(Tuple.tuple("integration:prometheus-eu", "silence.create", id));
  }

  @Test
  void showsASilenceAsItStands() throws Exception {
    var id = id(post(silence("\"name\":\"a\",\"value\":\"x.*\",\"isRegex\":true", 60)));
    var shown = json(ask("GET", "/api/v2/silence/" + id, "prometheus-eu"));
    assertThat(shown.at("/status/state").asText()).isEqualTo("active");
    assertThat(shown.at("/matchers/0/isRegex").asBoolean()).isTrue();
    assertThat(shown.at("/matchers/0/isEqual").asBoolean()).isTrue();
    assertThat(shown.path("createdBy").asText()).isEqualTo("asha");
    intake.clock.advance(Duration.ofMinutes(60));
    assertThat(state(id)).isEqualTo("expired");
  }

  @Test
  void endsASilence() throws Exception {
    var id = id(post(silence("\"name\":\"a\",\"value\":\"x\"", 60)));
    intake.clock.advance(Duration.ofMinutes(1));
    assertThat(ask("DELETE", "/api/v2/silence/" + id, "prometheus-eu").statusCode()).isEqualTo(200);
    assertThat(state(id)).isEqualTo("expired");
    assertThat(intake.silences.get(id).getEndsAt()).isEqualTo(NINE.plusSeconds(60));
    assertThat(ask("DELETE", "/api/v2/silence/" + id, "prometheus-eu").statusCode()).isEqualTo(200);
    assertThat(intake.silences.audit).hasSize(2);
  }

  @Test
  void prolongsASilence() throws Exception {
    var id = id(post(silence("\"name\":\"a\",\"value\":\"x\"", 60)));
    var again = silence("\"name\":\"a\",\"value\":\"x\"", 120);
    assertThat(id(post(again.replaceFirst("\\{", "{\"id\":\"" + id + "\",")))).isEqualTo(id);
    assertThat(intake.silences.get(id).getEndsAt()).isEqualTo(NINE.plusSeconds(7_200));
  }

  @Test
  void replacesASilenceThatIsToMatchSomethingElse() throws Exception {
    var id = id(post(silence("\"name\":\"a\",\"value\":\"x\"", 60)));
    intake.clock.advance(Duration.ofMinutes(1));
    var other = silence("\"name\":\"a\",\"value\":\"y\"", 60);
    var next = id(post(other.replaceFirst("\\{", "{\"id\":\"" + id + "\",")));
    assertThat(next).isNotEqualTo(id);
    assertThat(state(id)).isEqualTo("expired");
    assertThat(state(next)).isEqualTo("active");
  }

  @Test
  void leavesAnotherSendersSilenceAlone() throws Exception {
    var id = id(post(silence("\"name\":\"a\",\"value\":\"x\"", 60)));
    assertThat(ask("GET", "/api/v2/silence/" + id, "other").statusCode()).isEqualTo(404);
    assertThat(ask("DELETE", "/api/v2/silence/" + id, "other").statusCode()).isEqualTo(404);
    assertThat(json(ask("GET", "/api/v2/silences", "other"))).isEmpty();
    assertThat(ask("GET", "/api/v2/silences", "nobody").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "alertname=\"Up\", 1",
    "alertname=Up, 1",
    "alertname=\"Down\", 0",
    "alertname!=\"Down\", 1",
    "alertname=~\"U.\", 1",
    "alertname!~\"U.\", 0",
    "instance=\"\", 1",
    "{alertname=\"Up\"}, 1"
  })
  void picksSilencesAsAnAlertmanagerDoes(String filter, int found) throws Exception {
    id(post(silence("\"name\":\"alertname\",\"value\":\"Up\"", 60)));
    var asked = "/api/v2/silences?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    assertThat(json(ask("GET", asked, "prometheus-eu"))).hasSize(found);
  }

  @Test
  void picksSilencesByHowTheyStand() throws Exception {
    id(post(silence("\"name\":\"a\",\"value\":\"x\"", 60)));
    assertThat(json(ask("GET", "/api/v2/silences?expired=false", "prometheus-eu"))).hasSize(1);
    assertThat(json(ask("GET", "/api/v2/silences?active=false", "prometheus-eu"))).isEmpty();
    var bad = ask("GET", "/api/v2/silences?filter=%7B%7B", "prometheus-eu");
    assertThat(bad.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "nonsense",
        "{\"matchers\":[]}",
        "{\"matchers\":[{\"name\":\"a\",\"value\":\"(\",\"isRegex\":true}],\"startsAt\":"
            + "\"2026-01-05T09:00:00Z\",\"endsAt\":\"2026-01-05T10:00:00Z\"}",
        "{\"matchers\":[{\"name\":\"a\",\"value\":\".*\",\"isRegex\":true}],\"startsAt\":"
            + "\"2026-01-05T09:00:00Z\",\"endsAt\":\"2026-01-05T10:00:00Z\"}",
        "{\"matchers\":[{\"name\":\"a\",\"value\":\"x\"}],\"startsAt\":\"2026-01-05T07:00:00Z\","
            + "\"endsAt\":\"2026-01-05T08:00:00Z\"}",
        "{\"matchers\":[{\"name\":\"a\",\"value\":\"x\"}],\"startsAt\":\"2026-01-05T09:00:00Z\","
            + "\"endsAt\":\"+10000-01-01T00:00:00Z\"}",
        "{\"matchers\":[{\"name\":\"a\",\"value\":\"x\"}],\"startsAt\":\"soon\",\"endsAt\":\"\"}"
      })
  void refusesWhatIsNoSilence(String body) throws Exception {
    var answer = post(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("xpected");
    assertThat(intake.silences.kept).isEmpty();
  }

  @Test
  void knowsNoSilenceThatIsNotThere() throws Exception {
    var absent = "0dd0c2f8-6f1e-4a5e-9d58-1d2f6b0f0a11";
    assertThat(ask("GET", "/api/v2/silence/" + absent, "prometheus-eu").statusCode())
        .isEqualTo(404);
    var update =
        silence("\"name\":\"a\",\"value\":\"x\"", 60)
            .replaceFirst("\\{", "{\"id\":\"" + absent + "\",");
    assertThat(post(update).statusCode()).isEqualTo(404);
  }

  @Test
  void saysSoWhereASilenceIsNotSafe() throws Exception {
    intake.silences.answer = new Appended.Unavailable("away");
    assertThat(post(silence("\"name\":\"a\",\"value\":\"x\"", 60)).statusCode()).isEqualTo(503);
  }

  @Test
  void showsThoseThatWereMadeForEverybody() throws Exception {
    intake.silences.kept.put(
        "all",
        Silence.newBuilder()
            .setId("all")
            .setService("checkout")
            .setStartsAt(NINE)
            .setEndsAt(NINE.plusSeconds(60))
            .build());
    var shown = json(ask("GET", "/api/v2/silences", "prometheus-eu"));
    assertThat(shown.at("/0/matchers/0/name").asText()).isEqualTo("service");
  }

  private static String silence(String matcher, int minutes) {
    return "{\"matchers\":[{%s}],\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"createdBy\":\"asha\",\"comment\":\"work\"}"
        .formatted(matcher, NINE, NINE.plusSeconds(60L * minutes));
  }

  private HttpResponse<String> post(String body) throws Exception {
    return intake.send(intake.post("/api/v2/silences?key=key-prometheus-eu", body));
  }

  private HttpResponse<String> ask(String method, String path, String integration)
      throws Exception {
    return intake.send(
        HttpRequest.newBuilder(intake.uri(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer key-" + integration));
  }

  private String state(String id) throws Exception {
    return json(ask("GET", "/api/v2/silence/" + id, "prometheus-eu")).at("/status/state").asText();
  }

  private static String id(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("silenceID").asText();
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}

package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.schemas.Incident;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Our answers against the vendors' own documents, where those lie beside the repository. */
@EnabledIf("documentsAreThere")
class VendorContractTest {
  private static final Path DOCUMENTS = Path.of("..", "..", "shared", "contracts");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/v2/alerts?key=key-prometheus-eu";

  private final IntakeServer intake = IntakeServer.start();

  static boolean documentsAreThere() {
    return Files.isDirectory(DOCUMENTS);
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void tellsItsStatusAsAnAlertmanagerDoes() throws Exception {
    var status = intake.uri("/api/v2/status?key=key-prometheus-eu");
    var answer = intake.send(HttpRequest.newBuilder(status).GET());
    assertValid(alertmanager("/definitions/alertmanagerStatus"), answer.body());
  }

  @Test
  void refusesAlertsAsAnAlertmanagerDoes() throws Exception {
    var answer = intake.send(intake.post(API, "[{\"labels\":{}}]"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertValid(alertmanager("/responses/BadRequest/schema"), answer.body());
  }

  @Test
  void showsSilencesAsAnAlertmanagerDoes() throws Exception {
    var silence =
        """
        {"matchers":[{"name":"a","value":"x","isRegex":false}],"startsAt":"2026-01-05T09:00:00Z",
         "endsAt":"2026-01-05T10:00:00Z","createdBy":"asha","comment":"work"}\
        """;
    var path = "/api/v2/silences?key=key-prometheus-eu";
    var posted = intake.send(intake.post(path, silence));
    assertValid(alertmanager("/paths/~1silences/post/responses/200/schema"), posted.body());
    var listed = intake.send(HttpRequest.newBuilder(intake.uri(path)).GET());
    assertThat(listed.body()).contains("\"state\":\"active\"");
    assertValid(alertmanager("/definitions/gettableSilences"), listed.body());
    var refused = intake.send(intake.post(path, "{}"));
    assertValid(alertmanager("/responses/BadRequest/schema"), refused.body());
  }

  @Test
  void answersEventsAsPagerDutyDoes() throws Exception {
    var accepted =
        "{\"routing_key\":\"key-prometheus-eu\",\"event_action\":\"resolve\",\"dedup_key\":\"k\"}";
    assertValid(pagerDuty("Success"), intake.send(intake.post("/v2/enqueue", accepted)).body());
    assertValid(pagerDuty("Error"), intake.send(intake.post("/v2/enqueue", "{")).body());
  }

  @Test
  void answersChangeEventsAsPagerDutyDoes() throws Exception {
    var change = "{\"routing_key\":\"key-prometheus-eu\",\"payload\":{\"summary\":\"v2\"}}";
    var path = "/v2/change/enqueue";
    assertValid(pagerDuty("Success"), intake.send(intake.post(path, change)).body());
    assertValid(pagerDuty("Error"), intake.send(intake.post(path, "[]")).body());
  }

  @Test
  void answersRequestsAboutAlertsAsOpsgenieDoes() throws Exception {
    var created = opsgenie("POST", "/v2/alerts", "{\"message\":\"m\",\"alias\":\"a\"}");
    assertThat(created.statusCode()).isEqualTo(202);
    assertValid(opsgenie("SuccessResponse"), created.body());
    var requestId = JSON.readTree(created.body()).path("requestId").asText();
    var status = opsgenie("GET", "/v2/alerts/requests/" + requestId, "");
    assertValid(opsgenie("GetRequestStatusResponse"), status.body());
    for (var action : List.of("close", "acknowledge", "unacknowledge", "escalate")) {
      var path = "/v2/alerts/a/" + action + "?identifierType=alias";
      assertValid(opsgenie("SuccessResponse"), opsgenie("POST", path, "{}").body());
    }
    assertValid(opsgenie("ErrorResponse"), opsgenie("POST", "/v2/alerts", "{}").body());
    assertValid(opsgenie("ErrorResponse"), opsgenie("GET", "/v2/alerts/none", "").body());
  }

  @Test
  void showsAlertsAsOpsgenieDoes() throws Exception {
    var at = Instant.parse("2026-01-05T08:00:00Z");
    intake.book.incidents.add(
        Incident.newBuilder()
            .setId("prometheus-eu-7")
            .setService("prometheus-eu")
            .setGroupKey("a")
            .setOpenedAt(at)
            .setAcknowledgedAt(at)
            .setResolvedAt(at)
            .build());
    var path = "/v2/alerts/7?identifierType=tiny";
    assertValid(opsgenie("GetAlertResponse"), opsgenie("GET", path, "").body());
    assertValid(opsgenie("ListAlertsResponse"), opsgenie("GET", "/v2/alerts", "").body());
    var notes = "/v2/alerts/7/notes?identifierType=tiny";
    assertValid(opsgenie("ListAlertNotesResponse"), opsgenie("GET", notes, "").body());
  }

  /**
   * What may go wrong whoever sends: each answer is a documented one of that sender's.
   *
   * @param tooFast what makes it send again
   */
  private record Sender(
      String path, String body, JsonNode error, int accepted, int tooFast, int unavailable) {}

  private static List<Sender> senders() throws IOException {
    var event =
        "{\"routing_key\":\"key-prometheus-eu\",\"event_action\":\"resolve\",\"dedup_key\":\"k\"}";
    var change = "{\"routing_key\":\"key-prometheus-eu\",\"payload\":{\"summary\":\"v2\"}}";
    var alert = "[{\"labels\":{\"alertname\":\"Up\"}}]";
    var key = "?key=key-prometheus-eu";
    var string = alertmanager("/responses/BadRequest/schema");
    return List.of(
        new Sender("/api/v2/alerts" + key, alert, string, 200, 503, 503),
        new Sender("/v2/enqueue", event, pagerDuty("Error"), 202, 429, 503),
        new Sender("/v2/change/enqueue", change, pagerDuty("Error"), 202, 429, 503),
        new Sender(
            "/v2/alerts" + key, "{\"message\":\"m\"}", opsgenie("ErrorResponse"), 202, 429, 503));
  }

  @Test
  void refusesWhatIsTooLargeOrEncodedOtherwiseAsTheVendorsDo() throws Exception {
    for (var sender : senders()) {
      var large = intake.send(intake.post(sender.path(), " ".repeat(RequestBody.LIMIT + 1)));
      assertThat(large.statusCode()).as(sender.path()).isEqualTo(413);
      assertValid(sender.error(), large.body());
      var encoded =
          intake.send(
              intake.post(sender.path(), sender.body()).header("Content-Encoding", "compress"));
      assertThat(encoded.statusCode()).as(sender.path()).isEqualTo(415);
      assertValid(sender.error(), encoded.body());
    }
  }

  @Test
  void hasSendersComeAgainAsTheVendorsDo() throws Exception {
    try (var slow = IntakeServer.start(IntakeServer.limits(0, 0))) {
      for (var sender : senders()) {
        assertAgain(sender, sender.tooFast(), slow.send(slow.post(sender.path(), sender.body())));
      }
    }
    intake.log.answering(new Appended.Unavailable("away"));
    for (var sender : senders()) {
      assertAgain(
          sender, sender.unavailable(), intake.send(intake.post(sender.path(), sender.body())));
    }
    intake.log.answering(new Appended.Durable());
    for (var sender : senders()) {
      var answer = intake.send(intake.post(sender.path(), sender.body()));
      assertThat(answer.statusCode()).as(sender.path()).isEqualTo(sender.accepted());
    }
  }

  private static void assertAgain(Sender sender, int status, HttpResponse<String> answer)
      throws IOException {
    assertThat(answer.statusCode()).as(sender.path()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Retry-After")).as(sender.path()).isPresent();
    assertValid(sender.error(), answer.body());
  }

  @Test
  void refusesAnUnknownKeyAsTheVendorsDo() throws Exception {
    for (var sender : senders()) {
      var answer =
          intake.send(
              intake.post(
                  sender.path().replace("key-prometheus-eu", "another"),
                  sender.body().replace("key-prometheus-eu", "another")));
      assertThat(answer.statusCode()).as(sender.path()).isEqualTo(401);
      assertValid(sender.error(), answer.body());
    }
  }

  private HttpResponse<String> opsgenie(String method, String path, String body) throws Exception {
    return intake.send(
        HttpRequest.newBuilder(intake.uri(path))
            .header("Authorization", "GenieKey key-prometheus-eu")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonNode opsgenie(String definition) throws IOException {
    var document = JSON.readTree(DOCUMENTS.resolve("opsgenie.json").toFile());
    return part(document, "/definitions/" + definition, "definitions");
  }

  private static void assertValid(JsonNode schema, String answer) throws JsonProcessingException {
    var validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(schema);
    assertThat(validator.validate(JSON.readTree(answer))).isEmpty();
  }

  private static JsonNode alertmanager(String pointer) throws IOException {
    var yaml = Files.readString(DOCUMENTS.resolve("alertmanager-v2.yaml"));
    var document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return part(JSON.valueToTree(document), pointer, "definitions");
  }

  private static JsonNode pagerDuty(String response) throws IOException {
    var document = JSON.readTree(DOCUMENTS.resolve("pagerduty.json").toFile());
    var pointer = "/components/responses/" + response + "/content/application~1json/schema";
    return part(document, pointer, "components");
  }

  /** A part of a document as a schema of its own, with what it refers to. */
  private static JsonNode part(JsonNode document, String pointer, String references) {
    var part = document.at(pointer);
    assertThat(part.isObject()).as(pointer).isTrue();
    var schema = JSON.createObjectNode();
    schema.putArray("allOf").add(part);
    schema.set(references, document.get(references));
    return schema;
  }
}

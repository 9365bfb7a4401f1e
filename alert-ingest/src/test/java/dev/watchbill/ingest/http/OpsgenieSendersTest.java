package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Integration;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpsgenieSendersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final IntakeServer intake = IntakeServer.start();

  @BeforeEach
  void integrate() {
    intake.integrate(
        Integration.newBuilder().setName("og").setType("opsgenie").setService("checkout").build());
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/alerts", "/v2/alerts/"})
  void createsAnAlertWithEverythingTheDocumentShows(String path) throws Exception {
    var answer =
        post(
            path,
            """
            {"message":"An example alert message","alias":"Life is too short for no alias",
             "description":"Every alert needs a description","responders":[{"id":"4513b7ea","type":"team"}],
             "visibleTo":[{"username":"trinity@opsgenie.com","type":"user"}],"actions":["Restart"],
             "tags":["OverwriteQuietHours","Critical"],"details":{"key1":"value1","n":7},"entity":"An example entity",
             "source":"zabbix","priority":"P1","user":"kim@example.com","note":"see wiki"}\
            """);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(JSON.readTree(answer.body()).path("result").asText())
        .isEqualTo("Request will be processed");
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("Life is too short for no alias", Alert::getKey)
        .returns("Life is too short for no alias", Alert::getGroupKey)
        .returns("checkout", Alert::getService)
        .returns("firing", Alert::getStatus)
        .returns("critical", Alert::getSeverity)
        .returns("P1", Alert::getSeverityText)
        .returns("An example alert message", Alert::getTitle)
        .returns("Every alert needs a description\nsee wiki", Alert::getText)
        .returns("kim@example.com", Alert::getBy)
        .satisfies(alert ->
            assertThat(alert.getLabels())
                .containsAllEntriesOf(
                    Map.of(
                        "key1",
                        "value1",
                        "n",
                        "7",
                        "entity",
                        "An example entity",
                        "source",
                        "zabbix",
                        "tags",
                        "OverwriteQuietHours, Critical")));
  }

  @Test
  void tellsTheAlertsIdToWhoAsksWhatBecameOfTheRequest() throws Exception {
    var requestId = requestId(post("/v2/alerts", "{\"message\":\"m\",\"alias\":\"disk/db-1\"}"));
    var status = json(get("/v2/alerts/requests/" + requestId)).path("data");
    assertThat(status.path("isSuccess").asBoolean()).isTrue();
    assertThat(status.path("alias").asText()).isEqualTo("disk/db-1");
    assertThat(status.path("action").asText()).isEqualTo("Create");
    assertThat(status.path("processedAt").asText()).isEqualTo("2026-01-05T09:00:00Z");
    var id = status.path("alertId").asText();
    assertThat(post("/v2/alerts/" + id + "/close", "{}").statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts.getLast())
        .returns("disk/db-1", Alert::getKey)
        .returns("resolved", Alert::getStatus);
  }

  @Test
  void knowsNothingOfARequestThatNobodyMade() throws Exception {
    var requestId = requestId(post("/v2/alerts", "{\"message\":\"m\",\"alias\":\"k\"}"));
    intake.integrate(Integration.newBuilder().setName("other").setType("opsgenie").build());
    assertThat(get("/v2/alerts/requests/" + requestId).statusCode()).isEqualTo(200);
    for (var forged :
        List.of(
            requestId.replace(".create.", ".close."),
            requestId.substring(0, requestId.lastIndexOf('.')),
            "0".repeat(32) + ".create.aw",
            "0".repeat(32) + ".create.aw.00")) {
      assertThat(get("/v2/alerts/requests/" + forged).statusCode()).as(forged).isEqualTo(404);
    }
    var others =
        HttpRequest.newBuilder(intake.uri("/v2/alerts/requests/" + requestId + "?key=key-other"));
    assertThat(intake.send(others.GET()).statusCode()).isEqualTo(404);
  }

  @Test
  void saysThatWhatNeverWasCouldNotBeClosed() throws Exception {
    var requestId = requestId(post("/v2/alerts/disk%2Fdb-1/close?identifierType=alias", "{}"));
    assertThat(get("/v2/alerts/requests/" + requestId).statusCode())
        .as("it may not be known yet")
        .isEqualTo(404);
    intake.clock.advance(java.time.Duration.ofSeconds(6));
    var status = json(get("/v2/alerts/requests/" + requestId)).path("data");
    assertThat(status.path("isSuccess").asBoolean()).isFalse();
    assertThat(status.path("status").asText()).isEqualTo("Alert does not exist");

    intake.book.incidents.add(incident());
    status = json(get("/v2/alerts/requests/" + requestId)).path("data");
    assertThat(status.path("isSuccess").asBoolean()).isTrue();
    assertThat(status.path("status").asText()).isEqualTo("Closed alert");
  }

  @Test
  void spacesAroundAnAliasAreNoPartOfIt() throws Exception {
    post("/v2/alerts", "{\"message\":\"m\",\"alias\":\"web-1 \"}");
    post("/v2/alerts/web-1%20/close?identifierType=alias", "{}");
    post("/v2/alerts/%20web-1%20/close", "{}");
    assertThat(intake.log.alerts).hasSize(3).extracting(Alert::getKey).containsOnly("web-1");
    assertThat(post("/v2/alerts/%20/close?identifierType=alias", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void givesAnAlertWithoutAnAliasAnIdToCloseItBy() throws Exception {
    var requestId = requestId(post("/v2/alerts", "{\"message\":\"m\"}"));
    var id = json(get("/v2/alerts/requests/" + requestId)).path("data").path("alertId").asText();
    post("/v2/alerts/" + id + "/close?identifierType=id", "");
    assertThat(intake.log.alerts).hasSize(2);
    assertThat(intake.log.alerts.getFirst().getKey())
        .isNotEmpty()
        .isEqualTo(intake.log.alerts.getLast().getKey());
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/alerts/disk/db-1/close/?identifierType=alias, disk/db-1",
    "/v2/alerts/disk%2Fdb-1/close?identifierType=alias, disk/db-1",
    "/v2/alerts/a%20b+c/close?identifierType=alias, a b+c",
    "/v2/alerts/close/close?identifierType=alias, close",
    "/v2/alerts/requests/x/close?identifierType=alias, requests/x",
    "/v2/alerts/no-id-of-ours/close, no-id-of-ours",
    "/v2/alerts/%C3%BC%E6%94%AF/close?identifierType=alias, ü支",
  })
  void findsTheAliasInThePath(String path, String alias) throws Exception {
    assertThat(post(path, "{\"source\":\"am\"}").statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts)
        .singleElement()
        .returns(alias, Alert::getKey)
        .returns("resolved", Alert::getStatus)
        .returns("checkout", Alert::getService);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|acknowledge|{\"user\":\"kim\",\"note\":\"mine\"}|acknowledged|mine",
        "POST|unacknowledge||unacknowledged|",
        "POST|notes|{\"note\":\"look\",\"user\":\"kim\"}|noted|look",
        "POST|escalate|{\"escalation\":{\"name\":\"all\"},\"user\":\"kim\"}|escalated|Asked for: all",
        "POST|responders|{\"responder\":{\"type\":\"team\",\"name\":\"db\"}}|noted|Asked for: db",
        "POST|teams|{\"team\":{\"name\":\"db\"}}|noted|Asked for: db",
        "POST|tags|{\"tags\":[\"a\"]}|updated|",
        "POST|details|{\"details\":{\"a\":\"b\"}}|updated|",
        "PUT|message|{\"message\":\"new\"}|updated|",
        "PUT|description|{\"description\":\"what\"}|updated|what",
        "PUT|priority|{\"priority\":\"P1\"}|updated|",
        "DELETE||·|resolved|",
      })
  void doesWhatIsDoneToAnAlert(
      String method, String action, String body, String status, String text) throws Exception {
    var path = "/v2/alerts/k" + (action == null ? "" : "/" + action) + "?identifierType=alias";
    var sent = body == null || body.equals("·") ? "" : body;
    assertThat(send(method, path, sent).statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("k", Alert::getKey)
        .returns(status, Alert::getStatus)
        .returns(text == null ? "" : text, Alert::getText);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tags?tags=a,b%20c&|tags|a, b c|RemoveTags|Removed tags",
        "details?keys=host&|host||RemoveDetails|Removed details",
      })
  void takesTagsAndDetailsAway(String path, String label, String items, String action, String done)
      throws Exception {
    intake.book.incidents.add(incident());
    var answer =
        send("DELETE", "/v2/alerts/disk/db-1/" + path + "identifierType=alias&user=kim", "");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("disk/db-1", Alert::getKey)
        .returns("updated", Alert::getStatus)
        .returns("kim", Alert::getBy)
        .returns(Map.of(label, items == null ? "" : items), Alert::getRemovedLabels);
    var status = json(get("/v2/alerts/requests/" + requestId(answer))).path("data");
    assertThat(status.path("action").asText()).isEqualTo(action);
    assertThat(status.path("status").asText()).isEqualTo(done);
  }

  @Test
  void snoozesUntilTheEndThatIsSaid() throws Exception {
    var until = "{\"endTime\":\"2026-01-05T10:00:00Z\",\"user\":\"kim\"}";
    assertThat(post("/v2/alerts/k/snooze?identifierType=alias", until).statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("snoozed", Alert::getStatus)
        .returns(Instant.parse("2026-01-05T10:00:00Z"), Alert::getEndsAt)
        .returns("kim", Alert::getBy);
  }

  @Test
  void groupsByWhatTheRosterSaysAndIsFoundByItsKey() throws Exception {
    intake.integrate(
        Integration.newBuilder()
            .setName("grouped")
            .setType("opsgenie")
            .setGroupBy(List.of("labels.host"))
            .build());
    var key = "?key=key-grouped";
    var created = "{\"message\":\"m\",\"alias\":\"k\",\"details\":{\"host\":\"db-1\"}}";
    intake.send(intake.post("/v2/alerts" + key, created));
    intake.send(intake.post("/v2/alerts/k/close" + key + "&identifierType=alias", "{}"));
    assertThat(intake.log.alerts)
        .extracting(Alert::getGroupKey)
        .containsExactly("labels.host=\"db-1\"", "k");
    assertThat(intake.log.alerts).allMatch(Alert::getFoundByKey);
  }

  @Test
  void knowsTheAlertsOfAnIncidentByTheirKeys() throws Exception {
    intake.book.incidents.add(
        Incident.newBuilder()
            .setId("checkout-9")
            .setService("checkout")
            .setGroupKey("labels.host=\"db-1\"")
            .setTimeline(
                List.of(
                    IncidentEvent.newBuilder().setType("opened").setAlertKey("first").build(),
                    IncidentEvent.newBuilder().setType("alert-joined").setAlertKey("k").build()))
            .build());
    assertThat(json(get("/v2/alerts/9?identifierType=tiny")).at("/data/alias").asText())
        .isEqualTo("first");
    post("/v2/alerts/9/close?identifierType=tiny", "{}");
    assertThat(intake.log.alerts).singleElement().returns("first", Alert::getKey);
  }

  @Test
  void givesAnAlertToItsOwner() throws Exception {
    post("/v2/alerts/k/assign?identifierType=alias", "{\"owner\":{\"username\":\"asha\"}}");
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("reassigned", Alert::getStatus)
        .returns("asha", alert -> alert.getLabels().get("owner"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/v2/alerts|{}|message",
        "POST|/v2/alerts|{\"message\":7,\"alias\":[]}|alias",
        "POST|/v2/alerts|[]|object",
        "POST|/v2/alerts/|·|object",
        "POST|/v2/alerts/k/snooze|{}|endTime",
        "POST|/v2/alerts/k/notes|{}|note",
        "POST|/v2/alerts/k/assign|{}|owner",
        "POST|/v2/alerts/k/tags|{}|tags",
        "POST|/v2/alerts/k/details|{}|details",
        "DELETE|/v2/alerts/k/tags|·|tags",
        "DELETE|/v2/alerts/k/details?keys=,|·|keys",
        "PUT|/v2/alerts/k/priority|{\"priority\":\"P9\"}|priority",
        "GET|/v2/alerts?query=status:open+OR+status:closed|·|query",
        "GET|/v2/alerts?query=tag:eu|·|query",
        "GET|/v2/alerts?query=status:%20broken|·|query",
        "GET|/v2/alerts?searchIdentifier=mine|·|searchIdentifier",
        "GET|/v2/alerts?limit=0|·|limit",
        "GET|/v2/alerts?limit=x|·|limit",
        "GET|/v2/alerts?sort=colour|·|sort",
        "GET|/v2/alerts?order=up|·|order",
        "PUT|/v2/alerts/k/message|{}|message",
      })
  void refusesWhatItCannotDoWithASentence(String method, String path, String body, String sentence)
      throws Exception {
    var answer = send(method, path, body.equals("·") ? "" : body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("message").asText()).contains(sentence);
    assertThat(json(answer).path("requestId").asText()).isNotEmpty();
    assertThat(intake.log.alerts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/v2/alerts/k/nonsense|Expected one of acknowledge, assign, close,",
        "POST|/v2/alerts/k/actions/Restart|but got \"Restart\"",
        "POST|/v2/alerts/k/remove-tags|but got \"remove-tags\"",
        "GET|/v2/alerts/k|Expected an alert that is known, but got \"k\"",
        "GET|/v2/alerts/k/logs|but got \"k/logs\"",
        "GET|/v2/alerts/requests/nonsense|Expected a request",
        "POST|/v2/alerts/7/close?identifierType=tiny|Expected an alert that is known, but got \"7\"",
      })
  void answers404WithASentenceWhereNothingIs(String method, String path, String sentence)
      throws Exception {
    var answer = send(method, path, "{}");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("message").asText()).contains(sentence);
    assertThat(json(answer).path("requestId").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/v2/alerts/k|GET, DELETE",
        "DELETE|/v2/alerts|GET, POST",
        "DELETE|/v2/alerts/|GET, POST",
      })
  void saysWhatAPathDoesToWhoeverAsksAnother(String method, String path, String allowed)
      throws Exception {
    var answer = send(method, path, "");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
    assertThat(json(answer).path("message").asText())
        .isEqualTo("Expected " + allowed.replace(", ", " or ") + ", but got " + method);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query=status:open|42",
        "query=status%3Dopen+AND+priority:P1+AND+message:%22is%20FULL%22|42",
        "query=status:closed|41, 40",
        "query=alias:disk/db-1|42",
        "query=tinyId:40+and+acknowledged:false|40",
        "query=snoozed:true|",
        "limit=2|42, 41",
        "limit=1&offset=1&order=asc|41",
        "sort=tinyId&order=ASC|40, 41, 42",
      })
  void listsWhatIsAskedForAndNoOthers(String query, String numbers) throws Exception {
    for (var number : List.of(40, 41)) {
      intake.book.incidents.add(
          Incident.newBuilder(incident())
              .setId("checkout-" + number)
              .setGroupKey("old-" + number)
              .setStatus("resolved")
              .setOpenedAt(incident().getOpenedAt().minusSeconds(60L * (50 - number)))
              .setAcknowledgedAt(null)
              .build());
    }
    intake.book.incidents.add(Incident.newBuilder(incident()).setSeverity("critical").build());
    var data = json(get("/v2/alerts?" + query)).path("data");
    assertThat(data.findValuesAsText("tinyId"))
        .isEqualTo(numbers == null ? List.of() : List.of(numbers.split(", ")));
  }

  @Test
  void showsNotesOfPeopleAndNotWhatASenderSaysAnew() throws Exception {
    intake.book.incidents.add(
        Incident.newBuilder(incident())
            .setTimeline(
                List.of(
                    noted("The alert is called otherwise").setWhy("og now says").build(),
                    noted("on it").setResponse("r1").setPerson("asha").build()))
            .build());
    var notes = json(get("/v2/alerts/42/notes?identifierType=tiny")).path("data");
    assertThat(notes.findValuesAsText("note")).containsExactly("on it");
    assertThat(notes.findValuesAsText("owner")).containsExactly("asha");
  }

  private static IncidentEvent.Builder noted(String text) {
    return IncidentEvent.newBuilder().setType("noted").setText(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GenieKey wrong", "", "GenieKey"})
  void tellsNobodyWhyAKeyIsWrong(String key) throws Exception {
    var request =
        HttpRequest.newBuilder(intake.uri("/v2/alerts"))
            .POST(BodyPublishers.ofString("{\"message\":\"m\"}"));
    var answer = intake.send(key.isEmpty() ? request : request.header("Authorization", key));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("message").asText()).contains("Expected the key");
  }

  @Test
  void showsAnAlertByIdTinyIdAndAlias() throws Exception {
    intake.book.incidents.add(incident());
    for (var path :
        List.of("/v2/alerts/disk/db-1?identifierType=alias", "/v2/alerts/42?identifierType=tiny")) {
      var alert = json(get(path)).path("data");
      assertThat(alert.path("alias").asText()).isEqualTo("disk/db-1");
      assertThat(alert.path("tinyId").asText()).isEqualTo("42");
      assertThat(alert.path("status").asText()).isEqualTo("open");
      assertThat(alert.path("acknowledged").asBoolean()).isTrue();
      assertThat(alert.path("report").path("ackTime").asLong()).isEqualTo(60_000);
      var byId = json(get("/v2/alerts/" + alert.path("id").asText())).path("data");
      assertThat(byId).isEqualTo(alert);
    }
    assertThat(json(get("/v2/alerts?query=status:open")).path("data")).hasSize(1);
    assertThat(json(get("/v2/alerts/42/notes?identifierType=tiny")).path("data")).isEmpty();
    post("/v2/alerts/42/close?identifierType=tiny", "{}");
    assertThat(intake.log.alerts.getFirst().getKey()).isEqualTo("disk/db-1");
  }

  @Test
  void keepsTheKeyOfAnAliasTooLongToBeOne() throws Exception {
    var alias = "x".repeat(700);
    var requestId =
        requestId(post("/v2/alerts", "{\"message\":\"m\",\"alias\":\"" + alias + "\"}"));
    var id = json(get("/v2/alerts/requests/" + requestId)).path("data").path("alertId").asText();
    post("/v2/alerts/" + id + "/close", "{}");
    post("/v2/alerts/" + alias + "/close?identifierType=alias", "{}");
    assertThat(intake.log.alerts)
        .extracting(Alert::getKey)
        .hasSize(3)
        .containsOnly(intake.log.alerts.getFirst().getKey());
  }

  private static Incident incident() {
    var at = Instant.parse("2026-01-05T08:00:00Z");
    return Incident.newBuilder()
        .setId("checkout-42")
        .setService("checkout")
        .setGroupKey("disk/db-1")
        .setTitle("Disk is full")
        .setStatus("acknowledged")
        .setOpenedAt(at)
        .setAcknowledgedAt(at.plusSeconds(60))
        .setAcknowledgedBy("asha")
        .build();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "");
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return intake.send(
        HttpRequest.newBuilder(intake.uri(path))
            .header("Authorization", "GenieKey key-og")
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private static String requestId(HttpResponse<String> answer) throws Exception {
    return json(answer).path("requestId").asText();
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }
}

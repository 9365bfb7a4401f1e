package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Opsgenie's senders do to alerts. */
class OpsgenieSendersTest extends OpsgenieSender {
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
    assertThat(json(answer).path("result").asText()).isEqualTo("Request will be processed");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tags?tags=a&user=kim&|{}|tags|a|kim",
        "tags?tags=a&user=kim&|{\"tags\":[\"b\"],\"user\":\"bo\"}|tags|b|bo",
        "details?keys=host&user=kim&|{\"details\":{\"a\":\"b\"}}|host||kim",
      })
  void takesAwayWhatTheQuerySaysAlsoWhereThereIsABody(
      String path, String body, String label, String items, String user) throws Exception {
    var answer = send("DELETE", "/v2/alerts/k/" + path + "identifierType=alias", body);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("updated", Alert::getStatus)
        .returns(user, Alert::getBy)
        .returns(Map.of(), Alert::getLabels)
        .returns(Map.of(label, items == null ? "" : items), Alert::getRemovedLabels);
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
  void givesAnAlertToItsOwner() throws Exception {
    post("/v2/alerts/k/assign?identifierType=alias", "{\"owner\":{\"username\":\"asha\"}}");
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("reassigned", Alert::getStatus)
        .returns("asha", alert -> alert.getLabels().get("owner"));
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
}

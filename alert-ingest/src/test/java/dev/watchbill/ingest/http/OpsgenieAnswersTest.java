package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Integration;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Opsgenie's senders are told. */
class OpsgenieAnswersTest extends OpsgenieSender {
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
        "sort=status&order=asc|40, 41, 42",
        "sort=acknowledged&order=desc|42, 41, 40",
        "sort=alias&order=asc|42, 40, 41",
        "sort=report.ackTime&order=asc|40, 41, 42",
        "sort=report.closedBy&order=asc|40, 41, 42",
        "query=message:%22disk%20AND%20cpu%22|",
        "query=message:%22is%20full%22%20AND%20status:open|42",
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
  void findsATextWithAndInIt() throws Exception {
    intake.book.incidents.add(
        Incident.newBuilder(incident()).setTitle("Disk AND CPU are busy").build());
    var query = "query=message:%22disk%20AND%20cpu%22%20AND%20status:open";
    assertThat(json(get("/v2/alerts?" + query)).path("data")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "createdAt",
        "updatedAt",
        "tinyId",
        "alias",
        "message",
        "status",
        "acknowledged",
        "isSeen",
        "snoozed",
        "snoozedUntil",
        "count",
        "lastOccurredAt",
        "source",
        "owner",
        "integration.name",
        "integration.type",
        "report.ackTime",
        "report.closeTime",
        "report.acknowledgedBy",
        "report.closedBy"
      })
  void takesEachOrderThatOpsgenieHas(String sort) throws Exception {
    intake.book.incidents.add(incident());
    intake.book.incidents.add(
        Incident.newBuilder(incident()).setId("checkout-41").setAcknowledgedBy(null).build());
    assertThat(json(get("/v2/alerts?sort=" + sort)).path("data")).hasSize(2);
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
}

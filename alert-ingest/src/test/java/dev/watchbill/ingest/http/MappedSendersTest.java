package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presets, mappings of a roster, and CloudEvents in all their modes. */
class MappedSendersTest {
  private static final String EVENTS = "/integrations/other/cloudevents?key=key-other";
  private static final String EVENT =
      """
      {"specversion":"1.0","id":"A234","source":"/disk","type":"com.example.full","subject":"db1",
       "time":"2026-01-05T08:59:00.123456789Z","datacontenttype":"application/json",
       "data":{"severity":"critical","service":"checkout","title":"Disk is full"}}\
      """;

  private final IntakeServer intake = IntakeServer.start();

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void noKeyStandsInWhatIsKeptOfAPostedMail() throws Exception {
    intake.integrate(Integration.newBuilder().setName("mails").setType("email").build());
    intake.integrate(Integration.newBuilder().setName("others").setType("email").build());
    var mail =
        """
        To: key-mails@x, watchbill+key-others@x
        Subject: disk
        Content-Transfer-Encoding: quoted-printable

        from key-oth=
        ers
        """;
    var answer = intake.send(intake.post("/integrations/mails/email?key=key-mails", mail));
    assertThat(answer.statusCode()).isEqualTo(202);
    var alert = intake.log.alerts.getFirst();
    assertThat(alert.getText()).isEqualTo("from ***");
    assertThat(StandardCharsets.UTF_8.decode(alert.getRaw()).toString())
        .contains("to: ***@x, watchbill+***@x", "from ***");
  }

  @Test
  void takesAStructuredCloudEvent() throws Exception {
    assertThat(post(EVENTS, EVENT, "application/cloudevents+json; charset=utf-8").statusCode())
        .isEqualTo(202);
    isTheEvent();
  }

  @Test
  void takesABinaryCloudEvent() throws Exception {
    var data = "{\"severity\":\"critical\",\"service\":\"checkout\",\"title\":\"Disk is full\"}";
    var answer =
        intake.send(
            intake
                .post(EVENTS, data)
                .header("ce-specversion", "1.0")
                .header("ce-id", "A234")
                .header("ce-source", "/disk")
                .header("ce-type", "com.example.full")
                .header("ce-subject", "db1")
                .header("ce-time", "2026-01-05T08:59:00.123456789Z"));
    assertThat(answer.statusCode()).isEqualTo(202);
    isTheEvent();
  }

  @Test
  void tellsBinaryCloudEventsApartByTheEndOfALongSubject() throws Exception {
    for (var file : new String[] {"a", "b"}) {
      var answer =
          intake.send(
              intake
                  .post(EVENTS, "{\"title\":\"Upload failed\"}")
                  .header("ce-specversion", "1.0")
                  .header("ce-id", "A234")
                  .header("ce-source", "//storage.example.com/" + "s".repeat(400))
                  .header("ce-type", "com.example.failed")
                  .header("ce-subject", "objects/" + "%C3%A4".repeat(200) + "/" + file));
      assertThat(answer.statusCode()).isEqualTo(202);
    }
    assertThat(intake.log.alerts).extracting(Alert::getKey).doesNotHaveDuplicates().hasSize(2);
    assertThat(intake.log.alerts.getLast().getLabels().get("subject"))
        .isEqualTo("objects/" + "ä".repeat(200) + "/b");
  }

  @Test
  void takesABatchOfCloudEventsWithoutALength() throws Exception {
    var batch =
        ("[" + EVENT + "," + EVENT.replace("db1", "db2") + "]").getBytes(StandardCharsets.UTF_8);
    var answer =
        intake.send(
            HttpRequest.newBuilder(intake.uri(EVENTS))
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(batch))));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts)
        .extracting(Alert::getKey)
        .containsExactly("/disk#db1", "/disk#db2");
  }

  @Test
  void keepsTheGoodEventsOfABatchAndSaysWhichAreNot() throws Exception {
    var keyless = EVENT.replace("\"specversion\"", "\"version\"");
    var batch =
        "[{\"id\":\"x\"},%s,7,%s,%s]".formatted(EVENT, keyless, EVENT.replace("db1", "db2"));
    var answer = post(EVENTS, batch, "application/cloudevents-batch+json");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "item 0: source: expected a text, but got none",
            "item 2: expected an event as a JSON object, but got something else",
            "item 3: specversion: expected a text, but got none")
        .doesNotContain("mapping");
    assertThat(intake.log.alerts)
        .extracting(Alert::getKey)
        .containsExactly("/disk#db1", "/disk#db2");
    assertThat(intake.log.rejected)
        .extracting(rejected -> StandardCharsets.UTF_8.decode(rejected.getRaw()).toString())
        .startsWith("{\"id\":\"x\"}", "7")
        .hasSize(3);
  }

  @Test
  void namesTheEventWhoseMappingFailsByItsPlaceInTheBatch() throws Exception {
    intake.integrate(
        Integration.newBuilder()
            .setName("other")
            .setMapping("{\"key\":\"text(it.?subject)\"}")
            .build());
    var batch = "[7,%s,%s]".formatted(EVENT, EVENT.replace("\"subject\"", "\"x\""));
    assertThat(post(EVENTS, batch, "application/cloudevents-batch+json").body())
        .contains("item 0: expected an event", "item 2: mapping.key: expected a text");
  }

  @Test
  void tellsASenderThatAsksFirstThatItMayDeliver() throws Exception {
    var asked =
        HttpRequest.newBuilder(intake.uri(EVENTS))
            .header("WebHook-Request-Origin", "eventgrid.azure.net")
            .method("OPTIONS", BodyPublishers.noBody());
    var answer = intake.send(asked);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("WebHook-Allowed-Origin"))
        .hasValue("eventgrid.azure.net");
    assertThat(answer.headers().firstValue("WebHook-Allowed-Rate")).hasValue("*");
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
    var stranger = HttpRequest.newBuilder(intake.uri(EVENTS.replace("key-other", "no")));
    assertThat(intake.send(stranger.method("OPTIONS", BodyPublishers.noBody())).statusCode())
        .isEqualTo(401);
  }

  @Test
  void tellsWhoeverWroteNoMappingOfNone() throws Exception {
    var answer = post("/integrations/other/json?key=key-other", "{\"x\":1}", "application/json");
    assertThat(answer.body())
        .contains("\"key: expected a text, but got nothing; what type json takes stands in docs/")
        .doesNotContain("mapping");
  }

  @Test
  void takesAListWithoutAnything() throws Exception {
    assertThat(post(EVENTS, "[]", "application/cloudevents-batch+json").statusCode())
        .isEqualTo(202);
    var plain = "/integrations/other/json?key=key-other";
    for (var none : List.of("[]", "{\"alerts\":[]}")) {
      assertThat(post(plain, none, "application/json").statusCode()).as(none).isEqualTo(202);
    }
    assertThat(intake.log.alerts).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "id", "type", "specversion"})
  void refusesAnEventThatIsNone(String attribute) throws Exception {
    var answer =
        post(
            EVENTS,
            EVENT.replace("\"" + attribute + "\"", "\"x\""),
            "application/cloudevents+json");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(attribute);
  }

  private void isTheEvent() {
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("/disk#db1", Alert::getKey)
        .returns("checkout", Alert::getService)
        .returns("critical", Alert::getSeverity)
        .returns("Disk is full", Alert::getTitle)
        .returns(null, Alert::getStartedAt);
  }

  @Test
  void saysWhatWasMadeLongBeforeItCameAndStatesNoStart() throws Exception {
    var old = EVENT.replace("08:59:00.123456789Z", "08:00:00Z");
    assertThat(post(EVENTS, old, "application/cloudevents+json").statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts)
        .singleElement()
        .returns(null, Alert::getStartedAt)
        .extracting(Alert::getText)
        .asString()
        .contains("Its sender says it is of 2026-01-05T08:00:00Z, but it was received at");
  }

  @Test
  void mapsAsTheRosterSays() throws Exception {
    integrate(
        "{\"for-each\":\"body.checks\",\"key\":\"it.name\",\"severity\":\"it.sev\",\"status\":\"it.ok\",\"service\":\"body.app\"}");
    var answer =
        post(
            "/integrations/mine/json?key=key-mine",
            "{\"app\":\"cart\",\"checks\":[{\"name\":\"a\",\"sev\":\"SEV1\",\"ok\":\"down\"},{\"name\":\"b\",\"ok\":\"up\"},{}]}",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("item 2: mapping.key: expected a text");
    assertThat(intake.log.alerts)
        .extracting(Alert::getKey, Alert::getService, Alert::getSeverity, Alert::getStatus)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "cart", "critical", "firing"),
            org.assertj.core.groups.Tuple.tuple("b", "cart", "error", "resolved"));
    assertThat(new String(intake.log.alerts.getFirst().getRaw().array(), StandardCharsets.UTF_8))
        .isEqualTo("{\"name\":\"a\",\"sev\":\"SEV1\",\"ok\":\"down\"}");
  }

  @Test
  void saysInTheAlertWhichExpressionGaveNothing() throws Exception {
    integrate("{\"key\":\"it.k\",\"title\":\"it.nope\"}");
    var answer = post("/integrations/mine/json?key=key-mine", "{\"k\":\"v\"}", "application/json");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts.getFirst().getText())
        .isEqualTo("mapping.title: expected a value, but key 'nope' is not present in map.");
  }

  @Test
  void refusesWhatAnotherVersionsMappingWouldNeed() throws Exception {
    integrate("{\"key\":\"it.k.newFunction()\"}");
    var answer = post("/integrations/mine/json?key=key-mine", "{\"k\":\"v\"}", "application/json");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Expected a mapping that can be used");
  }

  @Test
  void takesAFormThatAScriptSent() throws Exception {
    var form =
        "type=PROBLEM&host=db1&service=disk&state=CRITICAL&output=50%25+%22full%22%0Aline+2&last_state_change=1767603600";
    var answer =
        post("/integrations/other/icinga?key=key-other", form, "application/x-www-form-urlencoded");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts)
        .singleElement()
        .returns("db1!disk", Alert::getKey)
        .returns("50% \"full\"\nline 2", Alert::getText)
        .returns(Instant.parse("2026-01-05T09:00:00Z"), Alert::getStartedAt);
  }

  @Test
  void takesJsonThatCurlCallsAForm() throws Exception {
    var answer =
        post(
            "/integrations/other/json?key=key-other",
            "{\"id\":\"x\",\"title\":\"t\"}",
            "application/x-www-form-urlencoded");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(intake.log.alerts.getFirst().getKey()).isEqualTo("x");
  }

  @Test
  void takesFiveThousandAlertsInOneRequest() throws Exception {
    var items =
        IntStream.range(0, 5_000)
            .mapToObj("{\"id\":%d,\"title\":\"t\",\"severity\":\"info\"}"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(
            post("/integrations/other/json?key=key-other", items, "application/json").statusCode())
        .isEqualTo(202);
    assertThat(intake.log.alerts).hasSize(5_000);
  }

  @Test
  void knowsNoOtherPresets() throws Exception {
    assertThat(
            post("/integrations/other/nonsense?key=key-other", "{}", "application/json")
                .statusCode())
        .isEqualTo(404);
  }

  private void integrate(String mapping) {
    intake.integrate(
        Integration.newBuilder().setName("mine").setType("json").setMapping(mapping).build());
  }

  private HttpResponse<String> post(String path, String body, String type) throws Exception {
    return intake.send(
        HttpRequest.newBuilder(intake.uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }
}

package dev.watchbill.console;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.IntakeCommand;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Replay;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.config.Secrets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes what a right request asks for, so that it isn't answered that there is no such thing. */
final class Prepared {
  private static final String INTEGRATION = "prometheus";

  private final RunningConsole console;
  private final Shop shop;
  private final String admin;
  private int made;

  Prepared(RunningConsole console, Shop shop, String admin) {
    this.console = console;
    this.shop = shop;
    this.admin = admin;
    shop.roster(
        "integration:" + INTEGRATION,
        RosterRecord.newBuilder()
            .setIntegration(Integration.newBuilder().setName(INTEGRATION).build())
            .build());
    shop.inForce("v2");
    console.log.intake = this::takenIn;
    console.log.silenced = (id, silence) -> console.received(console.topics.silences, id, silence);
  }

  /** Values of the operation's parameters and fields, by their name, that mean something now. */
  Map<String, List<String>> of(String operation) {
    var next = Integer.toString(++made);
    return switch (operation) {
      case "silenceById", "endSilence" -> Map.of("id", List.of(silence(next)));
      case "endSession" -> Map.of("id", List.of(session("session:" + next)));
      case "resetAccount", "removeAccount" -> Map.of("person", List.of(account("asha")));
      case "rejectedOne", "replay" -> Map.of("id", List.of(rejected(next)));
      case "testIntegration" -> {
        console.clock.advance(Duration.ofMinutes(10));
        yield Map.of("name", List.of(INTEGRATION));
      }
      case "integrationTest" ->
          Map.of("name", List.of(INTEGRATION), "id", List.of(test("test-" + next)));
      case "integrationKeys", "createIntegrationKey" -> Map.of("name", List.of(INTEGRATION));
      case "revokeIntegrationKey" ->
          Map.of(
              "name",
              List.of(INTEGRATION),
              "id",
              List.of(posted("integrations/prometheus/keys", "{}")));
      case "revokeCalendar" ->
          Map.of("id", List.of(posted("calendars", "{\"schedule\": \"primary\"}")));
      case "review", "addReviewNote" -> Map.of("id", List.of(over()));
      case "addReviewAction" ->
          Map.of(
              "id",
              List.of(over()),
              "due",
              List.of("2026-02-01"),
              "owner",
              List.of("bo"),
              "ticket",
              List.of("https://tickets.example.com/PAY-7"));
      case "changeReviewAction" ->
          Map.of(
              "id",
              List.of(over()),
              "name",
              List.of(posted("incidents/checkout-3/review/actions", "{\"text\": \"watch it\"}")),
              "due",
              List.of("2026-02-01"),
              "owner",
              List.of("bo"),
              "ticket",
              List.of("https://tickets.example.com/PAY-7"));
      case "addContact" ->
          Map.of("id", List.of("cto"), "address", List.of("a@example.com", "+491701234568"));
      case "removeContact" -> Map.of("id", List.of("cto"), "name", List.of(contact()));
      case "confirmContact" ->
          Map.of("id", List.of("cto"), "name", List.of(contact()), "code", List.of(code()));
      default -> Map.of();
    };
  }

  private String silence(String id) {
    console.received(
        console.topics.silences,
        id,
        Silence.newBuilder()
            .setId(id)
            .setService("checkout")
            .setStartsAt(console.clock.instant())
            .setEndsAt(console.clock.instant().plus(Duration.ofHours(2)))
            .build());
    return id;
  }

  private String session(String id) {
    credential(id, "session", "asha");
    return id;
  }

  private String account(String person) {
    credential("account:" + person, "account", person);
    return person;
  }

  private void credential(String id, String kind, String person) {
    console.received(
        console.topics.credentials,
        id,
        Credential.newBuilder()
            .setId(id)
            .setKind(kind)
            .setPerson(person)
            .setHash(Secrets.hash(id))
            .setCreatedAt(console.clock.instant())
            .setExpiresAt(console.clock.instant().plus(Duration.ofDays(30)))
            .build());
  }

  private String rejected(String id) {
    console.received(
        console.topics.alertsRejected,
        INTEGRATION,
        RejectedAlert.newBuilder()
            .setId(id)
            .setIntegration(INTEGRATION)
            .setReceivedAt(console.clock.instant())
            .setPath("/integrations/prometheus/json")
            .setReason("Expected JSON")
            .setStatus(400)
            .setRaw(ByteBuffer.wrap(new byte[] {'{'}))
            .build());
    return id;
  }

  /** As intake does what it is asked. */
  private void takenIn(IntakeCommand command) {
    var rejected = command.getRejected();
    if (rejected == null) {
      test(command.getId());
      return;
    }
    console.received(
        console.topics.alertsRejected,
        INTEGRATION,
        RejectedAlert.newBuilder(rejected)
            .setReplay(
                Replay.newBuilder()
                    .setCommand(command.getId())
                    .setBy(command.getBy())
                    .setOutcome("accepted")
                    .setAlerts(1)
                    .setWhy("It was taken in")
                    .build())
            .build());
  }

  private String test(String id) {
    console.received(
        console.topics.alerts,
        "checkout",
        Alert.newBuilder()
            .setId(id)
            .setIntegration(INTEGRATION)
            .setKey("watchbill-test/" + id)
            .setService("checkout")
            .setReceivedAt(console.clock.instant())
            .setTest(true)
            .build());
    // What came of it is waited for.
    console.received(
        console.topics.incidentEvents,
        "checkout",
        IncidentEvent.newBuilder()
            .setId("checkout-1/" + id)
            .setIncident("checkout-1")
            .setService("checkout")
            .setType("opened")
            .setAt(console.clock.instant())
            .setIntegration(INTEGRATION)
            .setAlertKey("watchbill-test/" + id)
            .build());
    return id;
  }

  private String over() {
    var at = Shop.AT.plusSeconds(600);
    shop.resolved("checkout-3", at);
    console.received(
        console.topics.incidentEvents,
        "checkout",
        IncidentEvent.newBuilder()
            .setId("checkout-3/1")
            .setIncident("checkout-3")
            .setService("checkout")
            .setType("resolved")
            .setAt(at)
            .build());
    return "checkout-3";
  }

  private String contact() {
    // Ten codes a day are enough for anybody.
    console.clock.advance(Duration.ofHours(3));
    var _ =
        console.post(
            "/api/v1/people/cto/contacts",
            admin,
            "{\"kind\": \"email\", \"address\": \"a@example.com\"}");
    return "email";
  }

  private String code() {
    return console.log.sent.getLast().getText().replaceAll("(?s).*code is (\\d{6}).*", "$1");
  }

  private String posted(String path, String body) {
    return console.post("/api/v1/" + path, admin, body).json().path("id").asText();
  }
}

package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.config.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskRoutesTest {
  private static final String OVERRIDE =
      """
      {"schedule": "primary", "who": "bo", "from": "2026-01-05T18:00", "to": "2026-01-05T22:00Z"}
      """;

  @TempDir Path folder;

  private RunningConsole console = unset();
  private String asha = "";

  @SuppressWarnings("NullAway") // Set before each test.
  private static RunningConsole unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    new Shop(console);
    asha = console.token("responder", "asha");
    console.log.planner = command -> decide(command, "applied", "bo is on call");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void handsAnOverrideToThePlannerAndAnswersWithItsDecision() {
    var answer = console.post("/api/v1/overrides", asha, OVERRIDE);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("outcome").asText()).isEqualTo("applied");
    assertThat(answer.json().path("why").asText()).isEqualTo("bo is on call");
    assertThat(console.log.commands)
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getAction()).isEqualTo("override");
          assertThat(command.getBy()).isEqualTo("asha");
          assertThat(command.getFrom()).isEqualTo("2026-01-05T17:00:00Z");
          assertThat(command.getTo()).isEqualTo("2026-01-05T22:00:00Z");
          assertThat(command.getId()).isEqualTo(answer.json().path("command").asText());
        });
    assertThat(console.log.audit.getLast().getAction()).isEqualTo("schedule.override");
  }

  @Test
  void handsTheRotationOfAnOverrideToThePlanner() {
    console.post("/api/v1/overrides", asha, OVERRIDE.replace("{", "{\"rotation\": \"weekly\", "));

    assertThat(console.log.commands)
        .singleElement()
        .extracting(ScheduleCommand::getRotation)
        .isEqualTo("weekly");
  }

  @Test
  void previewsAnOverrideOfOneRotation() {
    var span = "&schedule=primary&who=cto&from=2026-01-05T09:00Z&to=2026-01-05T12:00Z";
    var override = "/api/v1/preview?action=override" + span;

    assertThat(console.get(override + "&rotation=weekly", asha).json().path("moves")).hasSize(2);
    assertThat(console.get(override + "&rotation=rest", asha).json().path("moves")).isEmpty();
    var unknown = console.get(override + "&rotation=weakly", asha);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().path("detail").asText())
        .isEqualTo("rotation: expected one of [weekly, rest], but got \"weakly\"");
    var swap = "/api/v1/preview?action=swap&insteadOf=asha&rotation=weekly" + span;
    assertThat(console.get(swap, asha).status()).isEqualTo(400);
  }

  @Test
  void answersARefusalWithTheReason() {
    console.log.planner = command -> decide(command, "refused", "carla isn't on call then");

    var answer = console.post("/api/v1/overrides", asha, OVERRIDE);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("detail").asText()).isEqualTo("carla isn't on call then");
  }

  @Test
  void asksForTheSameOnlyOnceUnderOneKey() {
    var headers =
        new String[] {
          "Authorization",
          "Bearer " + asha,
          "Content-Type",
          "application/json",
          "Idempotency-Key",
          "k1"
        };
    var first = console.ask("POST", "/api/v1/overrides", OVERRIDE, headers);
    var second = console.ask("POST", "/api/v1/overrides", OVERRIDE, headers);

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(console.log.commands).hasSize(1);
  }

  @Test
  void letsOnlyManagersSpeakForOthers() {
    var body = "{\"who\": \"bo\", \"from\": \"2026-01-06\", \"to\": \"2026-01-08\"}";

    assertThat(console.post("/api/v1/absences", asha, body).status()).isEqualTo(403);
    assertThat(console.post("/api/v1/absences", console.token("manager", "cto"), body).status())
        .isEqualTo(200);
    assertThat(console.log.commands.getLast().getWho()).isEqualTo("bo");
  }

  @Test
  void letsOnlyManagersGiveOthersShiftsAway() {
    var body =
        """
        {"schedule": "primary", "who": "bo", "with": "asha",
         "from": "2026-01-05T18:00", "to": "2026-01-05T22:00"}
        """;

    assertThat(console.post("/api/v1/swaps", asha, body).status()).isEqualTo(403);
    assertThat(console.log.commands).isEmpty();
    assertThat(console.post("/api/v1/swaps", console.token("manager", "cto"), body).status())
        .isEqualTo(200);
    assertThat(console.post("/api/v1/swaps", console.token("responder", "bo"), body).status())
        .isEqualTo(200);
    assertThat(console.log.commands).extracting(ScheduleCommand::getInsteadOf).containsOnly("bo");
  }

  @Test
  void meansOneselfWhereNobodyIsNamed() {
    console.post("/api/v1/absences", asha, "{\"from\": \"2026-01-06\", \"to\": \"2026-01-08\"}");
    console.post("/api/v1/returns", asha, "{}");

    assertThat(console.log.commands).extracting(ScheduleCommand::getWho).containsOnly("asha");
  }

  @Test
  void takesBackOnlyWhatIsTheirsTheirTeamsOrManagedByThem() {
    asked("cover", "primary", "bo");
    asked("leave", "", "bo");

    assertThat(takesBack(asha, "leave")).as("another's").isEqualTo(403);
    assertThat(takesBack(responderOf("search"), "cover")).as("of another team").isEqualTo(403);
    assertThat(takesBack(responderOf("search"), "unknown")).isEqualTo(403);
    assertThat(console.log.commands).isEmpty();

    assertThat(takesBack(console.token("responder", "bo"), "leave")).as("theirs").isEqualTo(200);
    assertThat(takesBack(console.token("manager", "cto"), "leave")).as("managed").isEqualTo(200);
    assertThat(takesBack(responderOf("payments"), "cover")).as("their team's").isEqualTo(200);
    assertThat(console.log.commands).hasSize(3);
  }

  private String responderOf(String team) {
    var secret = Secrets.mint();
    console.received(
        console.topics.credentials,
        "token:" + team,
        Credential.newBuilder()
            .setId("token:" + team)
            .setKind("token")
            .setHash(Secrets.hash(secret))
            .setRole("viewer")
            .setTeamRoles(Map.of(team, "responder"))
            .build());
    return secret;
  }

  private int takesBack(String token, String target) {
    return console
        .post(
            "/api/v1/answers",
            token,
            "{\"target\": \"%s\", \"answer\": \"withdraw\"}".formatted(target))
        .status();
  }

  private void asked(String command, String schedule, String who) {
    console.received(
        console.topics.scheduleEvents,
        schedule.isEmpty() ? who : schedule,
        ScheduleEvent.newBuilder()
            .setId("command/" + command)
            .setSchedule(schedule)
            .setType("command")
            .setIncoming(List.of(who))
            .setCommand(command)
            .setOutcome("applied")
            .setBy("cto")
            .setWhy("")
            .build());
  }

  @Test
  void refusesWhatIsMissingOrUnknown() {
    assertThat(console.post("/api/v1/overrides", asha, "{}").json().path("detail").asText())
        .isEqualTo("schedule: expected a value, but got nothing");
    assertThat(console.post("/api/v1/overrides", asha, "{\"whom\": 1}").status()).isEqualTo(400);
    assertThat(
            console
                .post("/api/v1/answers", asha, "{\"target\": \"x\", \"answer\": \"maybe\"}")
                .json()
                .path("detail")
                .asText())
        .startsWith("answer: expected one of [accept, decline, withdraw]");
    assertThat(console.log.commands).isEmpty();
  }

  @Test
  void answersANoticeOfTheInboxByItsOwnId() {
    notice();

    var items = console.get("/api/v1/inbox?person=asha", asha).json().path("items");
    assertThat(items)
        .singleElement()
        .satisfies(item -> {
          assertThat(item.path("incident").asText()).isEmpty();
          assertThat(item.path("text").asText()).isEqualTo("You are on call in primary now");
          assertThat(item.path("actions").toString()).isEqualTo("[\"accept\"]");
        });
    console.post(
        "/api/v1/answers",
        asha,
        "{\"target\": \"notice/primary/handoff/1/asha/inbox\", \"answer\": \"accept\"}");
    assertThat(console.log.commands.getLast().getTarget()).isEqualTo("primary/handoff/1");

    console.received(
        console.topics.scheduleEvents,
        "primary",
        ScheduleEvent.newBuilder()
            .setId("primary/handoff/1/accepted")
            .setSchedule("primary")
            .setType("handoff-accepted")
            .build());
    assertThat(
            console.get("/api/v1/inbox?person=asha", asha).json().at("/items/0/actions").toString())
        .isEqualTo("[]");
  }

  private void notice() {
    var id = "notice/primary/handoff/1/asha/inbox";
    console.received(
        console.topics.pages,
        "asha",
        Page.newBuilder()
            .setId(id)
            .setKind("notice")
            .setPerson("asha")
            .setIncident(IncidentBrief.newBuilder().setService("primary").build())
            .setText("You are on call in primary now")
            .setAsks(List.of("accept"))
            .setTarget("primary/handoff/1")
            .build());
    console.received(
        console.topics.receipts,
        "primary",
        Receipt.newBuilder().setId(id + "/delivered").setPage(id).setOutcome("delivered").build());
  }

  @Test
  void listsWhatHappenedToSchedules() {
    console.post("/api/v1/overrides", asha, OVERRIDE);

    var events = console.get("/api/v1/schedule-events?type=command", asha).json().path("items");

    assertThat(events)
        .singleElement()
        .satisfies(event -> assertThat(event.path("why").asText()).isEqualTo("bo is on call"));
    assertThat(console.get("/api/v1/schedule-events?type=handoff", asha).json().path("items"))
        .isEmpty();
  }

  private void decide(ScheduleCommand command, String outcome, String why) {
    console.received(
        console.topics.scheduleEvents,
        "primary",
        ScheduleEvent.newBuilder()
            .setId("command/" + command.getId())
            .setSchedule("primary")
            .setType("command")
            .setCommand(command.getId())
            .setOutcome(outcome)
            .setWhy(why)
            .build());
  }
}

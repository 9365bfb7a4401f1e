package dev.watchbill.ingest.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.RecordingAlertLog;
import dev.watchbill.ingest.TestAlert;
import dev.watchbill.ingest.batch.BatchIntake;
import dev.watchbill.ingest.batch.Body;
import dev.watchbill.ingest.batch.Replaying;
import dev.watchbill.ingest.batch.Uncounted;
import dev.watchbill.ingest.formats.Formats;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.FormerNaming;
import dev.watchbill.schemas.IntakeCommand;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.testkit.TestClock;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private final TestClock clock = TestClock.at("2026-01-05T09:00:00Z");
  private final RecordingAlertLog log = new RecordingAlertLog();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicReference<RosterSnapshot> roster = new AtomicReference<>(RosterSnapshot.NONE);
  private final RosterStage stage = new RosterStage();
  private final Counting counting = new Counting();
  private final Commands commands =
      new Commands(
          roster::get,
          log,
          new Replaying(log, () -> "id" + ids.incrementAndGet(), counting),
          CommandsTest::nobody,
          clock);

  @BeforeEach
  void start() {
    integrate(checks("body.?host.orValue(\"\")"));
  }

  private static Integration checks(String key) {
    return Integration.newBuilder()
        .setName("checks")
        .setType("json")
        .setService("db")
        .setMapping(mapping(key))
        .build();
  }

  private static String mapping(String key) {
    return "{\"key\":\"%s\"}".formatted(key.replace("\"", "\\\""));
  }

  private static byte[] nobody(URI address) throws IOException {
    throw new IOException("Expected nobody to be asked, but it was " + address);
  }

  private void integrate(Integration integration) {
    var _ =
        stage.accept(
            "integration:" + integration.getName(),
            RosterRecord.newBuilder().setIntegration(integration).build());
    stage
        .accept(
            RosterStage.CURRENT,
            RosterRecord.newBuilder()
                .setVersion("v" + ids.incrementAndGet())
                .setCurrent(RosterCurrent.newBuilder().build())
                .build())
        .ifPresent(roster::set);
  }

  // ---- once more

  @Test
  void takesInOnceMoreWhatAMendedMappingCanRead() {
    var refused = refused("/integrations/checks/json", "{\"name\":\"a\"}");
    clock.advance(Duration.ofMinutes(10));
    assertThat(commands.accept(replay(refused))).isInstanceOf(Appended.Durable.class);
    assertThat(log.alerts).isEmpty();
    assertThat(outcome()).isEqualTo("refused");

    integrate(checks("body.name"));
    assertThat(commands.accept(replay(refused))).isInstanceOf(Appended.Durable.class);
    assertThat(log.alerts)
        .singleElement()
        .returns("a", Alert::getKey)
        .returns(clock.instant(), Alert::getReceivedAt)
        .returns(refused.getReceivedAt(), Alert::getStartedAt);
    assertThat(outcome()).isEqualTo("accepted");
    assertThat(log.rejected.getLast().getId()).isEqualTo(refused.getId());
    assertThat(log.rejected.getLast().getReplay().getBy()).isEqualTo("ann");
  }

  @Test
  void saysOfAnEndThatIsTakenInOnceMoreByTheServiceOfBeforeToo() {
    var before =
        FormerNaming.newBuilder()
            .setIntegration("checks")
            .setType("json")
            .setMapping(mapping("body.name"))
            .setService("web")
            .setReplacedAt(clock.instant())
            .setUntil(clock.instant().plus(Duration.ofDays(30)))
            .build();
    integrate(
        Integration.newBuilder(checks("body.name"))
            .setMapping("{\"key\":\"body.name\",\"status\":\"'ok'\"}")
            .setFormerly(List.of(before))
            .build());
    commands.accept(replay(refused("/integrations/checks/json", "{\"name\":\"a\"}")));

    assertThat(log.alerts)
        .extracting(alert -> alert.getService() + " " + alert.getKey() + " " + alert.getStatus())
        .containsExactly("db a resolved", "web a resolved");
    assertThat(log.rejected.getLast().getReplay().getAlerts()).isEqualTo(1);
  }

  @Test
  void takesNothingInTwice() {
    integrate(checks("body.name"));
    var refused = refused("/integrations/checks/json", "{\"name\":\"a\"}");
    commands.accept(replay(refused));
    commands.accept(replay(refused));
    assertThat(log.alerts).hasSize(1);
  }

  @Test
  void takesInOnceMoreWhatNoAlertCameOf() {
    var refused = refused("/integrations/checks/json", "{\"name\":\"a\"}");
    integrate(
        Integration.newBuilder(checks("body.name"))
            .setMapping("{\"when\":\"false\",\"key\":\"body.name\"}")
            .build());
    commands.accept(replay(refused));
    assertThat(outcome()).isEqualTo("nothing");
    assertThat(why()).contains("nothing in it is an alert");

    integrate(checks("body.name"));
    commands.accept(replay(refused));
    assertThat(outcome()).isEqualTo("accepted");
    assertThat(log.alerts).hasSize(1);
  }

  /** After a crash before it was committed: a repeat of the same episode, as everybody sees it. */
  @Test
  void whatIsTakenInTwiceAllTheSameIsOneEpisode() {
    var refused = refused("/v2/enqueue", event());
    integrate(Integration.newBuilder().setName("checks").setType("pagerduty").build());
    commands.accept(replay(refused));
    var afterACrash =
        new Commands(
            roster::get, log, new Replaying(log, () -> "x", counting), CommandsTest::nobody, clock);
    clock.advance(Duration.ofMinutes(1));
    afterACrash.accept(replay(refused));
    assertThat(log.alerts).hasSize(2);
    assertThat(log.alerts).extracting(Alert::getKey).containsOnly(refused.getId());
    assertThat(log.alerts).extracting(Alert::getStartedAt).containsOnly(refused.getReceivedAt());
  }

  private static String event() {
    return "{\"event_action\":\"trigger\",\"payload\":{\"summary\":\"s\",\"source\":\"x\",\"severity\":\"error\"}}";
  }

  @Test
  void takesOnlyTheRefusedPartOfABody() {
    var body = "[{\"name\":\"a\"},{\"host\":\"b\"}]";
    integrate(checks("body.?host.orValue(\"\")"));
    var intake = new BatchIntake(log, new Heartbeats(log), () -> "part", counting);
    var settings = settings();
    intake.take(
        List.of(new Body(body.getBytes(StandardCharsets.UTF_8), arrival("kafka:t/0/7"))),
        new Formats(() -> "made", CommandsTest::nobody).of("json").orElseThrow(),
        IntegrationSettings.of(
            Integration.newBuilder(settings)
                .setMapping("{\"for-each\":\"body\",\"key\":\"it.?host.orValue('')\"}")
                .build()));
    assertThat(log.alerts).extracting(Alert::getKey).containsExactly("b");
    var part = log.rejected.getFirst();
    assertThat(part.getPart()).isTrue();

    integrate(
        Integration.newBuilder(settings)
            .setMapping("{\"for-each\":\"body\",\"key\":\"it.?host.or(it.?name).orValue('')\"}")
            .build());
    commands.accept(replay(part));
    assertThat(log.alerts).extracting(Alert::getKey).containsExactly("b", "a");
  }

  private Integration settings() {
    return Objects.requireNonNull(roster.get())
        .integrations()
        .getOrDefault("checks", checks("body.host"));
  }

  @Test
  void asksAgainWhileTheBrokerIsAway() {
    integrate(checks("body.name"));
    log.answering(new Appended.Unavailable("away"));
    var command = replay(refused("/integrations/checks/json", "{\"name\":\"a\"}"));
    assertThat(commands.accept(command)).isInstanceOf(Appended.Unavailable.class);
    log.answering(new Appended.Durable());
    assertThat(commands.accept(command)).isInstanceOf(Appended.Durable.class);
    assertThat(log.alerts).hasSize(1);
  }

  @Test
  void saysWhatCannotBeReplayed() {
    var stranger = RejectedAlert.newBuilder().setId("s").setIntegration("unknown").build();
    commands.accept(replay(stranger));
    assertThat(why()).contains("an original that was kept");
    commands.accept(replay(refused("/v2/alerts/x/close", "{}")));
    assertThat(why()).contains("/v2/alerts/x/close");
    commands.accept(
        replay(
            RejectedAlert.newBuilder(refused("/integrations/checks/json", "{"))
                .setRawTruncated(true)
                .build()));
    assertThat(why()).contains("larger");
    var late = replay(refused("/integrations/checks/json", "{\"host\":\"a\"}"));
    clock.advance(Duration.ofHours(2));
    commands.accept(late);
    assertThat(why()).contains("too long ago");
    assertThat(log.alerts).isEmpty();
  }

  // ---- tests

  @Test
  void sendsATestThatIsMarkedAndEnds() {
    commands.accept(test());
    assertThat(log.alerts)
        .singleElement()
        .returns(true, Alert::getTest)
        .returns("t1", Alert::getId)
        .returns("db", Alert::getService)
        .returns("warning", Alert::getSeverity)
        .returns("TEST of checks", Alert::getTitle)
        .returns(clock.instant().plus(TestAlert.HOLDS), Alert::getEndsAt);
    assertThat(counting.heard).isZero();
  }

  @Test
  void aTestOfASenderWithOneServiceIsOfThatService() {
    integrate(Integration.newBuilder().setName("checks").setType("opsgenie").build());
    commands.accept(test());
    assertThat(log.alerts.getFirst().getService()).isEqualTo("checks");
  }

  @Test
  void leavesOutATestThatComesTooLate() {
    var command = test();
    clock.advance(Duration.ofMinutes(6));
    assertThat(commands.accept(command)).isInstanceOf(Appended.Durable.class);
    assertThat(log.alerts).isEmpty();
  }

  private IntakeCommand test() {
    return IntakeCommand.newBuilder()
        .setId("t1")
        .setAt(clock.instant())
        .setBy("ann")
        .setAction("test")
        .setIntegration("checks")
        .setSeverity("warning")
        .build();
  }

  private IntakeCommand replay(RejectedAlert refused) {
    return IntakeCommand.newBuilder()
        .setId("c" + ids.incrementAndGet())
        .setAt(clock.instant())
        .setBy("ann")
        .setAction("replay")
        .setIntegration("checks")
        .setRejected(refused)
        .build();
  }

  private RejectedAlert refused(String path, String body) {
    return RejectedAlert.newBuilder()
        .setId("r" + ids.incrementAndGet())
        .setIntegration("checks")
        .setReceivedAt(clock.instant())
        .setPath(path)
        .setStatus(400)
        .setRaw(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)))
        .setRawHeaders(Map.of("content-type", "application/json"))
        .build();
  }

  private Arrival arrival(String path) {
    return new Arrival(clock.instant(), path, "kafka", Map.of());
  }

  private String outcome() {
    return log.rejected.getLast().getReplay().getOutcome();
  }

  private String why() {
    return log.rejected.getLast().getReplay().getWhy();
  }

  private static final class Counting extends Uncounted {
    private int heard;

    @Override
    public void heard(String integration, Instant at) {
      heard++;
    }
  }
}

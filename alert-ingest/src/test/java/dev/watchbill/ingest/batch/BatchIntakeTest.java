package dev.watchbill.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.RecordingAlertLog;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.formats.Formats;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.FormerNaming;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RejectedAlert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchIntakeTest {
  private static final SourceFormat JSON =
      new Formats(
              () -> "made-up",
              address -> {
                throw new IOException("Expected nobody to be asked, but it was " + address);
              })
          .of("json")
          .orElseThrow();
  private static final String GOOD = "{\"key\":\"%s\",\"service\":\"db\"}";

  private final RecordingAlertLog log = new RecordingAlertLog();
  private final IntegrationSettings from =
      IntegrationSettings.of(Integration.newBuilder().setName("events").setType("kafka").build());
  private int accepted;
  private int refused;
  private int notDurable;
  private final BatchIntake intake =
      new BatchIntake(log, new Heartbeats(log), () -> "id", new Counting());

  @Test
  void takesAlertsInTheirOrderAndKeepsTheRestWithWhereItWas() {
    var kept = take(GOOD.formatted("a"), "{", GOOD.formatted("b"), "[7]");
    assertThat(kept).isInstanceOf(Appended.Durable.class);
    assertThat(log.alerts).extracting(Alert::getKey).containsExactly("a", "b");
    assertThat(log.rejected)
        .extracting(RejectedAlert::getPath)
        .containsExactly("kafka:t/0/1", "kafka:t/0/3");
    assertThat(log.rejected.getFirst().getReason()).startsWith("Expected JSON");
    assertThat(refused).isEqualTo(2);
  }

  @Test
  void isDoneWithNothingWhileTheBrokerIsAway() {
    log.answering(new Appended.Unavailable("away"));
    assertThat(take("{")).isInstanceOf(Appended.Unavailable.class);
    assertThat(take(GOOD)).isInstanceOf(Appended.Unavailable.class);
    assertThat(refused).isZero();
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    var kept = take("\"" + "x".repeat(BatchIntake.LARGEST) + "\"");
    assertThat(kept).isInstanceOf(Appended.Durable.class);
    assertThat(log.rejected)
        .singleElement()
        .returns(413, RejectedAlert::getStatus)
        .returns(true, RejectedAlert::getRawTruncated);
  }

  @Test
  void writesNoMoreThanAFewThousandAlertsTogetherHoweverManyStandInARecord() {
    var many = list(12_000, "a");
    var taken = intake.take(List.of(body(many, 0), body(many, 1)), JSON, from, 5_000);
    assertThat(taken.kept()).isInstanceOf(Appended.Durable.class);
    assertThat(taken.done()).isEqualTo(1);
    assertThat(taken.weight()).isEqualTo(12_000);
    assertThat(log.appended).containsExactly(5_000, 5_000, 2_000);
  }

  @Test
  void weighsRefusalsHeartbeatsAndWhatSaysNothing() {
    assertThat(intake.take(List.of(body("{", 0), body("[7, 7]", 1)), JSON, from).weight())
        .isEqualTo(3);
    assertThat(intake.take(List.of(body("[]", 0), body("[]", 1)), JSON, from).weight())
        .isEqualTo(2);
  }

  @Test
  void keepsTheBodyWithFewOfItsRefusedPartsOnly() {
    take("[" + "7,".repeat(200) + "7]");
    assertThat(log.rejected).hasSize(201);
    assertThat(log.rejected.stream().filter(it -> it.getBody() != null)).hasSize(50);
  }

  @Test
  void countsWhatIsNotDurable() {
    log.answering(new Appended.Unavailable("away"));
    take(GOOD.formatted("a"), GOOD.formatted("b"));
    assertThat(notDurable).isEqualTo(2);
  }

  @Test
  void saysOfAnEndByTheNameOfBeforeTooAndCountsItOnce() {
    var at = Instant.parse("2026-01-05T08:00:00Z");
    var before =
        FormerNaming.newBuilder()
            .setIntegration("checks")
            .setType("kafka")
            .setReplacedAt(at)
            .setUntil(at.plus(Duration.ofDays(30)))
            .build();
    var renamed =
        Integration.newBuilder().setName("events").setType("kafka").setFormerly(List.of(before));
    var end = "{\"key\":\"a\",\"service\":\"db\",\"status\":\"ok\"}";

    intake.take(
        List.of(body(end, 0), body(GOOD.formatted("b"), 1)),
        JSON,
        IntegrationSettings.of(renamed.build()));

    assertThat(log.alerts)
        .extracting(alert -> alert.getIntegration() + " " + alert.getKey())
        .containsExactly("events a", "events b", "checks a");
    assertThat(accepted).isEqualTo(2);
  }

  private static String list(int alerts, String prefix) {
    return IntStream.range(0, alerts)
        .mapToObj(i -> GOOD.formatted(prefix + i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static Body body(String text, int offset) {
    return new Body(
        text.getBytes(StandardCharsets.UTF_8),
        new Arrival(
            Instant.parse("2026-01-05T09:00:00Z"), "kafka:t/0/" + offset, "kafka", Map.of()));
  }

  private Appended take(String... texts) {
    var bodies = IntStream.range(0, texts.length).mapToObj(i -> body(texts[i], i)).toList();
    return intake.take(bodies, JSON, from).kept();
  }

  private final class Counting extends Uncounted {
    @Override
    public void accepted(String integration, int alerts) {
      accepted += alerts;
    }

    @Override
    public void notDurable(String integration, int alerts) {
      notDurable += alerts;
    }

    @Override
    public void refused(String integration, int parts) {
      refused += parts;
    }
  }
}

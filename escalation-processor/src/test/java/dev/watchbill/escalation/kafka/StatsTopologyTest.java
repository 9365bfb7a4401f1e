package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.PersonToll;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ResponseStats;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsTopologyTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");

  @TempDir Path folder;

  private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
  private final LocalRegistry registry = new LocalRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<String, ResponseMetrics> metrics;
  private TestOutputTopic<String, ResponseStats> stats;
  private final Map<String, ResponseStats> known = new HashMap<>();

  @BeforeEach
  void start() {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, StatsTopology.application(topics));
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver =
        new TopologyTestDriver(new StatsTopology(topics, registry, settings).get(), settings, NOW);
    metrics =
        driver.createInputTopic(
            topics.responseMetrics.name(),
            new StringSerializer(),
            new AvroSerde<>(ResponseMetrics.class, registry));
    stats =
        driver.createOutputTopic(
            topics.responseStats.name(),
            new StringDeserializer(),
            new AvroSerde<>(ResponseStats.class, registry));
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void sumsUpATeamOverItsServicesHourlyAndDaily() {
    resolved(incident("checkout-1", "10:00", 60_000));
    resolved(incident("reports-1", "10:59", 120_000).setService("reports"));
    resolved(incident("checkout-2", "11:00", 180_000));

    var hour = sum("team:payments/hour/2026-03-02T10:00:00Z");
    assertThat(hour.getIncidents()).isEqualTo(2);
    assertThat(hour.getTimeToAcknowledge().getMeanMs()).isEqualTo(90_000);
    assertThat(sum("team:payments/day/2026-03-02T00:00:00Z").getIncidents()).isEqualTo(3);
    assertThat(sum("service:reports/day/2026-03-02T00:00:00Z").getIncidents()).isEqualTo(1);
    assertThat(sum("severity:critical/hour/2026-03-02T11:00:00Z").getIncidents()).isEqualTo(1);
  }

  @Test
  void countsAPersonsOwnPagesAndOnlyTheirOwnAcknowledgements() {
    resolved(incident("checkout-1", "10:00", 60_000));

    var ann = sum("person:ann/day/2026-03-02T00:00:00Z");
    assertThat(ann.getPages()).isEqualTo(2);
    assertThat(ann.getBrokenNights()).isEqualTo(1);
    assertThat(ann.getAcknowledged()).isZero();
    assertThat(ann.getTimeToAcknowledge().getCount()).isZero();
    var bo = sum("person:bo/day/2026-03-02T00:00:00Z");
    assertThat(bo.getAcknowledged()).isEqualTo(1);
    assertThat(bo.getOffHoursMs()).isEqualTo(5_000);
  }

  @Test
  void countsEachAcknowledgementForWhoeverItWas() {
    resolved(
        incident("checkout-1", "10:00", 60_000)
            .setAcknowledgedBy("ann")
            .setByPerson(
                List.of(
                    new PersonToll("ann", 2, 1, 0L, 60_000L),
                    new PersonToll("bo", 1, 0, 0L, 2_400_000L))));

    var ann = sum("person:ann/day/2026-03-02T00:00:00Z").getTimeToAcknowledge();
    var bo = sum("person:bo/day/2026-03-02T00:00:00Z").getTimeToAcknowledge();
    assertThat(ann.getMeanMs()).isEqualTo(60_000);
    assertThat(bo.getMeanMs()).isEqualTo(2_400_000);
    assertThat(sum("team:payments/day/2026-03-02T00:00:00Z").getAcknowledged()).isEqualTo(1);
  }

  @Test
  void readsWhatAnEarlierBuildSaidOfOneOfThem() {
    resolved(
        incident("checkout-1", "10:00", 60_000)
            .setByPerson(
                List.of(
                    new PersonToll("ann", 2, 1, 0L, null), new PersonToll("bo", 1, 0, 0L, null))));

    assertThat(sum("person:ann/day/2026-03-02T00:00:00Z").getAcknowledged()).isZero();
    assertThat(sum("person:bo/day/2026-03-02T00:00:00Z").getTimeToAcknowledge().getMeanMs())
        .isEqualTo(60_000);
  }

  @Test
  void countsTheLastResortAsEscalated() {
    resolved(incident("checkout-1", "10:00", 60_000).setSteps(1).setLastResort(true));
    resolved(incident("checkout-2", "10:10", 60_000).setSteps(1));

    assertThat(sum("team:payments/day/2026-03-02T00:00:00Z").getEscalated()).isEqualTo(1);
  }

  @Test
  void aRecordThatComesTwiceCountsOnce() {
    resolved(incident("checkout-1", "10:00", 60_000));
    resolved(incident("checkout-1", "10:00", 60_000));

    assertThat(sum("team:payments/hour/2026-03-02T10:00:00Z").getIncidents()).isEqualTo(1);
  }

  @Test
  void anIncidentThatIsResolvedAgainIsCountedWhereItEnded() {
    resolved(incident("checkout-1", "10:58", 60_000));
    resolved(incident("checkout-1", "11:03", 90_000).setReopenings(1).setTeam("platform"));

    var before = sum("team:payments/hour/2026-03-02T10:00:00Z");
    assertThat(before.getIncidents()).isZero();
    assertThat(before.getTimeToAcknowledge().getCount()).isZero();
    assertThat(before.getTimeToAcknowledge().getMeanMs()).isNull();
    var after = sum("team:platform/hour/2026-03-02T11:00:00Z");
    assertThat(after.getIncidents()).isEqualTo(1);
    assertThat(after.getReopenings()).isEqualTo(1);
  }

  @Test
  void aLateIncidentChangesTheHourItBelongsTo() {
    resolved(incident("checkout-2", "20:00", 60_000));
    resolved(incident("checkout-1", "10:00", 60_000));

    assertThat(sum("team:payments/hour/2026-03-02T10:00:00Z").getIncidents()).isEqualTo(1);
    assertThat(sum("team:payments/day/2026-03-02T00:00:00Z").getIncidents()).isEqualTo(2);
  }

  @Test
  void everyStoreAndTopicHasANameOfItsOwn() {
    assertThat(new StatsTopology(topics, registry, new Properties()).get().describe().toString())
        .contains("read-metrics", "correct", "changes-repartition", "sum", "response-stats")
        .contains("counted", "sums");
  }

  private static ResponseMetrics.Builder incident(String id, String resolved, long acknowledged) {
    var at = Instant.parse("2026-03-02T%s:00Z".formatted(resolved));
    return ResponseMetrics.newBuilder()
        .setIncident(id)
        .setService("checkout")
        .setTeam("payments")
        .setSeverity("critical")
        .setOpenedAt(at.minusSeconds(600))
        .setResolvedAt(at)
        .setTimeToPageMs(0L)
        .setTimeToAcknowledgeMs(acknowledged)
        .setTimeToResolveMs(600_000)
        .setPages(3)
        .setAcknowledgedBy("bo")
        .setByPerson(
            List.of(
                new PersonToll("ann", 2, 1, 0L, null),
                new PersonToll("bo", 1, 0, 5_000L, acknowledged)));
  }

  private void resolved(ResponseMetrics.Builder incident) {
    metrics.pipeInput(incident.getService(), incident.build(), NOW);
  }

  private ResponseStats sum(String key) {
    known.putAll(stats.readKeyValuesToMap());
    return Objects.requireNonNull(known.get(key), key);
  }
}

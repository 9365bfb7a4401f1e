package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.escalation.TestRoster;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.RegistryException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever comes, the rest goes on, and it is said where and why. */
class HostileRecordsTest {
  private final LocalRegistry registry = new LocalRegistry();
  private final TopologyRig rig = new TopologyRig(registry);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void putsBytesNobodyCanReadAside() {
    try (var reader = new TopologyRig(registry, StreamsConfig.AT_LEAST_ONCE)) {
      reader.roster(TestRoster.shop());

      reader.raw(reader.topics.alerts.name(), bytes("checkout"), bytes("not Avro"));
      reader.alert(anAlert().build());

      assertThat(reader.deadLetters())
          .singleElement()
          .returns(reader.topics.alerts.name(), DeadLetter::getTopic)
          .returns("reading in read-alerts", DeadLetter::getWhere)
          .returns(ByteBuffer.wrap(bytes("not Avro")), DeadLetter::getValue)
          .returns(ByteBuffer.wrap(bytes("checkout")), DeadLetter::getKey);
      assertThat(reader.read(reader.topics.pages)).hasSize(1);
    }
  }

  @Test
  void putsARecordWithoutAKeyAside() {
    rig.roster(TestRoster.shop());

    rig.raw(rig.topics.alerts.name(), null, encoded(anAlert().build()));

    assertThat(rig.deadLetters())
        .singleElement()
        .returns("processing in escalate", DeadLetter::getWhere)
        .satisfies(letter ->
            assertThat(letter.getReason())
                .contains("Expected the service id 'checkout' as key, but got none"));
    assertGoesOn();
  }

  @Test
  void putsARecordUnderAnotherServicesKeyAside() {
    rig.roster(TestRoster.shop());

    rig.raw(rig.topics.alerts.name(), bytes("billing"), encoded(anAlert().build()));

    assertThat(rig.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getReason()).contains("but got 'billing'"));
    assertGoesOn();
  }

  @Test
  void putsATombstoneAside() {
    rig.roster(TestRoster.shop());

    rig.raw(rig.topics.alerts.name(), bytes("checkout"), null);

    assertThat(rig.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getReason()).contains("but got a tombstone"));
    assertGoesOn();
  }

  @Test
  void cutsAnAlertOfAMegabyteToWhatFits() {
    rig.roster(TestRoster.shop());
    var huge = "x".repeat(1_000_000);

    rig.alert(
        anAlert()
            .setTitle(huge)
            .setText(huge)
            .setKey(huge)
            .setGroupKey(huge)
            .setLabels(
                IntStream.range(0, 1000)
                    .boxed()
                    .collect(Collectors.toMap(i -> "label-" + i, i -> "v".repeat(900))))
            .build());

    assertThat(rig.read(rig.topics.pages)).hasSize(1);
    assertThat(rig.deadLetters()).isEmpty();
    rig.readRaw(rig.topics.incidents)
        .forEach(record -> assertThat(record.value.length).isLessThan(100_000));
  }

  @Test
  void staysBoundedThroughHundredsOfEntries() {
    rig.roster(TestRoster.shop());
    rig.alert(anAlert().build());

    IntStream.range(0, 300)
        .forEach(i ->
            rig.response(
                dev.watchbill.schemas.Response.newBuilder()
                    .setId("note-" + i)
                    .setIncident("checkout-1")
                    .setService("checkout")
                    .setPerson("asha")
                    .setAction("note")
                    .setText("n".repeat(100))
                    .build()));

    var last = rig.readRaw(rig.topics.incidents).getLast();
    assertThat(last.value.length).isLessThan(50_000);
    assertThat(rig.dump().get(TaskStores.INCIDENTS))
        .singleElement()
        .satisfies(state -> assertThat(state.value.length).isLessThan(5_000));
  }

  @Test
  void keepsTheRosterInForceWhereARecordOfTheNextCannotBeRead() {
    rig.roster(TestRoster.shop());

    rig.raw(rig.topics.roster.name(), bytes("person:asha"), bytes("not Avro"));
    rig.raw(rig.topics.roster.name(), null, bytes("not Avro"));

    assertThat(
            rig.metrics
                .counter("watchbill.roster.unreadable", "topic", rig.topics.roster.name())
                .count())
        .isEqualTo(2);
    assertGoesOn();
  }

  @Test
  void keepsASilenceInForceWhereItsNextRecordCannotBe() {
    rig.roster(TestRoster.shop());
    var silence =
        dev.watchbill.schemas.Silence.newBuilder()
            .setId("s1")
            .setMatchers(
                List.of(
                    new dev.watchbill.schemas.SilenceMatcher("alertname", "db-down", false, true)))
            .setStartsAt(TestRoster.MIDNIGHT)
            .setEndsAt(TestRoster.MIDNIGHT.plusSeconds(600))
            .build();
    rig.silence(silence);

    rig.silence(
        dev.watchbill.schemas.Silence.newBuilder(silence)
            .setMatchers(
                List.of(new dev.watchbill.schemas.SilenceMatcher("alertname", "(", true, true)))
            .build());
    rig.raw(rig.topics.silences.name(), bytes("s1"), bytes("not Avro"));
    rig.alert(anAlert().setLabels(Map.of("alertname", "db-down")).build());

    assertThat(rig.drain().events())
        .extracting(IncidentEvent::getType)
        .containsExactly("opened", "suppressed");
    assertThat(
            rig.metrics
                .counter("watchbill.roster.unreadable", "topic", rig.topics.silences.name())
                .count())
        .isEqualTo(2);
    assertGoesOn();
  }

  @Test
  void waitsForARegistryThatIsAway() {
    var away =
        new TopologyRig(
            new dev.watchbill.schemas.serde.SchemaRegistry() {
              @Override
              public int idOf(String subject, Schema schema) {
                return registry.idOf(subject, schema);
              }

              @Override
              public Schema byId(int id) {
                throw new RegistryException("away", true, null);
              }
            });

    assertThatThrownBy(() -> away.alert(anAlert().build())).hasStackTraceContaining("away");
    assertThat(away.deadLetters()).isEmpty();
    away.close();
  }

  @Test
  void lettersAreCounted() {
    rig.raw(rig.topics.receipts.name(), bytes("checkout"), bytes("not Avro"));

    assertThat(
            rig.metrics
                .counter(
                    "watchbill.dead.letters",
                    "topic",
                    rig.topics.receipts.name(),
                    "reason",
                    "reading")
                .count())
        .isEqualTo(1);
  }

  private void assertGoesOn() {
    rig.drain();
    rig.alert(anAlert().setKey("after").setGroupKey("after").build());
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.drain().events()).extracting(IncidentEvent::getType).contains("opened", "paged");
  }

  private byte[] encoded(Alert alert) {
    return new AvroSerde<>(Alert.class, registry).serialize(rig.topics.alerts.name(), alert);
  }

  static Alert.Builder anAlert() {
    return Alert.newBuilder()
        .setIntegration("prometheus")
        .setKey("db-down")
        .setGroupKey("db-down")
        .setService("checkout")
        .setTitle("db-down")
        .setLabels(Map.of())
        .setLinks(List.of())
        .setReceivedAt(TestRoster.MIDNIGHT);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

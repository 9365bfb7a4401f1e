package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.AlertSignal;
import dev.watchbill.escalation.Escalation;
import dev.watchbill.escalation.Phase;
import dev.watchbill.escalation.Received;
import dev.watchbill.escalation.ServiceLog;
import dev.watchbill.escalation.Severity;
import dev.watchbill.escalation.Toll;
import dev.watchbill.schemas.AlertState;
import dev.watchbill.schemas.IncidentState;
import dev.watchbill.schemas.ServiceState;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * State that an earlier build wrote, byte by byte, is read by this one: an update finds its open
 * incidents. The recorded files are never changed; a later build adds its own beside them.
 */
class RecordedStateTest {
  static {
    TrustedRecords.trust();
  }

  private static final Path STATE = Path.of("src", "test", "resources", "state");

  @Test
  void findsOpenIncidentsAsTheyWere() throws IOException {
    var incidents =
        read(IncidentState.class, IncidentState.getClassSchema()).stream()
            .map(StateCodec::fromRecord)
            .toList();

    assertThat(incidents)
        .extracting(Escalation::id)
        .containsExactly("checkout-1", "checkout-2", "checkout-3");
    assertThat(incidents.get(0).phase())
        .isInstanceOfSatisfying(
            Phase.Acknowledged.class,
            owner -> assertThat(owner.by() + owner.schedule()).isEqualTo("ashaprimary"));
    assertThat(incidents.get(1).phase())
        .isEqualTo(
            new Phase.Paging(2, 1, Instant.parse("2026-01-05T00:18:00Z"), null, List.of(), 1));
    assertThat(incidents.get(2).isResolved()).isTrue();
  }

  @Test
  void knowsNotWhoAcknowledgedWhenOfIncidentsOfAnEarlierBuild() throws IOException {
    assertThat(read(IncidentState.class, IncidentState.getClassSchema()))
        .extracting(state -> StateCodec.fromRecord(state).tally())
        .allSatisfy(tally -> {
          assertThat(tally.lastResort()).isFalse();
          assertThat(tally.tolls()).extracting(Toll::acknowledged).containsOnlyNulls();
        });
  }

  @Test
  void findsAlertsByTheirKeys() throws IOException {
    assertThat(read(AlertState.class, AlertState.getClassSchema()))
        .extracting(state -> StateCodec.fromRecord(state).key())
        .containsExactly("db-down", "gone", "web-down");
  }

  @Test
  void knowsNotWhenTheAlertsOfAnEarlierBuildWereReceived() throws IOException {
    assertThat(read(AlertState.class, AlertState.getClassSchema()))
        .extracting(state -> StateCodec.fromRecord(state).received())
        .containsOnly(new Received(null, null, null));
  }

  @Test
  void keepsWhatAnAlertIsGivenBeyondItsEnd() throws IOException {
    var before =
        read(AlertState.class, AlertState.getClassSchema()).stream()
            .map(StateCodec::fromRecord)
            .toList();
    assertThat(before).extracting(AlertSignal::grace).containsOnlyNulls();

    var record = StateCodec.toRecord(before.getFirst());
    record.setHoldsMs(240_000L);
    record.setGraceSpent(true);

    var held = StateCodec.fromRecord(record);
    assertThat(held.grace()).isEqualTo(new AlertSignal.Grace(Duration.ofMinutes(4), true));
    assertThat(StateCodec.toRecord(held)).isEqualTo(record);
  }

  @Test
  void goesOnCountingWhereAServiceWasWithoutWhatWasAddedSince() throws IOException {
    var logs =
        read(ServiceState.class, ServiceState.getClassSchema()).stream()
            .map(StateCodec::fromRecord)
            .toList();

    assertThat(logs)
        .singleElement()
        .returns(3L, ServiceLog::counter)
        .returns(Map.of(Severity.ERROR, 1, Severity.CRITICAL, 1), ServiceLog::open)
        .returns(Map.of(), ServiceLog::turns);
  }

  private static <T extends SpecificRecord> List<T> read(Class<T> type, Schema now)
      throws IOException {
    var name = type.getSimpleName();
    var then = new Schema.Parser().parse(Files.readString(STATE.resolve(name + ".avsc")));
    var bytes = Files.readAllBytes(STATE.resolve(name + ".bin"));
    var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    var reader = new SpecificDatumReader<T>(then, now);
    var all = new ArrayList<T>();
    while (!decoder.isEnd()) {
      all.add(type.cast(reader.read(null, decoder)));
    }
    return all;
  }
}

package dev.watchbill.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentState;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Response;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdeTest {
  private final LocalRegistry registry = new LocalRegistry();
  private final AvroSerde<Alert> serde = new AvroSerde<>(Alert.class, registry);

  @Test
  void readsBackWhatItWrote() {
    var alert =
        Alert.newBuilder()
            .setKey("disk/db-1")
            .setLabels(Map.of("host", "db-1"))
            .setReceivedAt(Instant.parse("2026-01-05T09:00:00Z"))
            .setRaw(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .build();

    assertThat(serde.deserialize("alerts", serde.serialize("alerts", alert))).isEqualTo(alert);
  }

  @Test
  void writesConfluentsWireFormat() {
    new AvroSerde<>(Response.class, registry).serialize("responses", Response.newBuilder().build());

    var bytes = serde.serialize("alerts", Alert.newBuilder().build());

    assertThat(ByteBuffer.wrap(bytes, 0, 5).get()).isZero();
    assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(2);
    assertThat(registry.byId(2)).isEqualTo(Alert.getClassSchema());
  }

  @ParameterizedTest
  @ValueSource(classes = {IncidentState.class, Alert.class, Incident.class, Page.class})
  <T extends SpecificRecord> void whatItWritesIsWhatAvrosPlainReaderReads(Class<T> type)
      throws Exception {
    var serdeOfType = new AvroSerde<>(type, registry);
    var schema = SpecificData.get().getSchema(type);
    for (var made : new RandomData(schema, 200, 42L)) {
      var plain = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().binaryEncoder(plain, null);
      new GenericDatumWriter<Object>(schema).write(made, encoder);
      encoder.flush();
      var record =
          new SpecificDatumReader<T>(type)
              .read(null, DecoderFactory.get().binaryDecoder(plain.toByteArray(), null));

      var bytes = serdeOfType.serialize("any", record);

      var read =
          new SpecificDatumReader<T>(type)
              .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
      assertThat(read).usingRecursiveComparison().isEqualTo(record);
      assertThat(serdeOfType.deserialize("any", bytes))
          .usingRecursiveComparison()
          .isEqualTo(record);
    }
  }

  @Test
  @SuppressWarnings("NullAway") // What it is about.
  void aRecordThatCannotBeWrittenLeavesNothingInTheNext() {
    var good = Alert.newBuilder().setTitle("disk full").build();
    var expected = serde.serialize("alerts", good);
    var bad = Alert.newBuilder().setTitle("half").build();
    bad.setLabels(new HashMap<>(Map.of("host", "db-1")));
    bad.getLabels().put("rack", null);

    assertThatThrownBy(() -> serde.serialize("alerts", bad))
        .isInstanceOf(SerializationException.class)
        .hasMessage("Expected a complete Alert for alerts, but it can't be written");
    assertThat(serde.serialize("alerts", good)).isEqualTo(expected);
  }

  @Test
  void keepsTombstones() {
    assertThat(serde.serialize("alerts", null)).isNull();
    assertThat(serde.deserialize("alerts", null)).isNull();
  }

  @Test
  void saysWhatItExpectedOfBytesThatAreNoRecord() {
    assertThatThrownBy(() ->
            serde.deserialize(
                "alerts", "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "Expected a Alert in Confluent's wire format on alerts, but got 7 bytes that start with 0x7b");
  }

  @Test
  void refusesARecordThatIsCutShort() {
    var bytes = serde.serialize("alerts", Alert.newBuilder().setTitle("disk full").build());

    assertThatThrownBy(() -> serde.deserialize("alerts", java.util.Arrays.copyOf(bytes, 12)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("its 12 bytes can't be read");
  }

  @Test
  void refusesASchemaIdNobodyKnows() {
    assertThatThrownBy(() -> serde.deserialize("alerts", new byte[] {0, 0, 0, 0, 9, 1}))
        .isInstanceOf(RegistryException.class)
        .hasMessage("Expected a schema id from 1 to 0, but got 9");
  }
}

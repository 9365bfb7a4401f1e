package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.TestRoster;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.IncidentState;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State that another build left: a newer one, a broken one, one without bounds. */
class ForeignStateTest {
  private static final String CHANGELOG = "watchbill.escalation-incidents-changelog";
  private static final int HEADER = 5;

  private final LocalRegistry registry = new LocalRegistry();
  private final TopologyRig rig = new TopologyRig(registry);

  @BeforeEach
  void open() {
    rig.roster(TestRoster.shop());
    rig.alert(HostileRecordsTest.anAlert().build());
    rig.drain();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void putsAResponseAsideWhereTheStateOfItsIncidentIsOfAnUnknownVersion() {
    rig.keep(TaskStores.INCIDENTS, TaskStores.key("checkout-1"), new byte[] {7, 1, 2, 3});

    rig.response(note("n1", "hello"));

    assertThat(rig.deadLetters())
        .singleElement()
        .returns(rig.topics.responses.name(), DeadLetter::getTopic)
        .returns("processing in escalate", DeadLetter::getWhere)
        .satisfies(letter -> assertThat(letter.getReason()).contains("7"));
    assertGoesOn();
  }

  @Test
  void triesADeadlineAgainEachMinuteWhereItsIncidentCannotBeRead() {
    var unknownSchema = ByteBuffer.allocate(20).put((byte) 0).putInt(999).array();
    rig.keep(TaskStores.INCIDENTS, TaskStores.key("checkout-1"), unknownSchema);

    rig.pass(Duration.ofMinutes(6));
    rig.pass(Duration.ofMinutes(1));

    assertThat(rig.deadLetters())
        .hasSize(2)
        .extracting(DeadLetter::getTopic)
        .containsOnly("watchbill.escalation-deadlines");
    assertGoesOn();
  }

  @Test
  void startsThoughTheStateOfAServiceCannotBeRead() {
    rig.alert(HostileRecordsTest.anAlert().setService("billing").build());
    rig.keep(TaskStores.SERVICES, TaskStores.key("billing"), new byte[] {7});

    rig.restart(Duration.ofSeconds(10));

    assertGoesOn();
  }

  @Test
  void readsAStateWithAFieldThatALaterBuildAdded() throws IOException {
    var key = TaskStores.key("checkout-1");
    rig.keep(TaskStores.INCIDENTS, key, asALaterBuildWould(kept(TaskStores.INCIDENTS, key)));

    rig.response(note("n1", "hello"));

    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.drain().events()).extracting(IncidentEvent::getType).containsExactly("noted");
  }

  @Test
  void asksAgainWhereALaterBuildSaysOfAPageWhatThisOneDoesNotKnow() {
    var key = TaskStores.key("checkout-1");
    var serde = new AvroSerde<>(IncidentState.class, registry);
    var state = serde.deserialize(CHANGELOG, kept(TaskStores.INCIDENTS, key));
    state.getResponders().getFirst().getAttempts().getFirst().setFate("TELEPATHY");
    rig.keep(TaskStores.INCIDENTS, key, serde.serialize(CHANGELOG, state));

    rig.pass(Duration.ofSeconds(91));

    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.drain().events())
        .extracting(IncidentEvent::getType)
        .contains("receipt", "escalated", "paged");
  }

  @Test
  void cutsATimelineOfTenThousandEntriesToItsLastFifty() {
    var key = TaskStores.key("checkout-1");
    var serde = new AvroSerde<>(Incident.class, registry);
    var incident = serde.deserialize(rig.topics.incidents.name(), kept(TaskStores.PUBLISHED, key));
    incident.setTimeline(new ArrayList<>(Collections.nCopies(10_000, entry())));
    rig.keep(TaskStores.PUBLISHED, key, serde.serialize(rig.topics.incidents.name(), incident));

    rig.read(rig.topics.incidents);
    rig.response(note("n1", "hello"));

    assertThat(rig.read(rig.topics.incidents))
        .singleElement()
        .satisfies(after -> {
          assertThat(after.getTimeline()).hasSize(50);
          assertThat(after.getTimeline().getLast().getText()).isEqualTo("hello");
          assertThat(after.getEventsDropped()).isEqualTo(9_951);
        });
    assertThat(kept(TaskStores.PUBLISHED, key).length).isLessThan(50_000);
  }

  @Test
  void putsAResponseOfSomebodyWithAMegabyteOfANameAside() {
    rig.response(Response.newBuilder(note("n1", "hello")).setPerson("p".repeat(1_000_000)).build());

    assertThat(rig.deadLetters())
        .singleElement()
        .satisfies(
            letter -> assertThat(letter.getReason()).contains("Expected at most 900000 bytes"));
    assertGoesOn();
  }

  @Test
  void cutsANoteOfAMegabyte() {
    rig.response(note("n1", "n".repeat(1_000_000)));

    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.drain().events())
        .singleElement()
        .satisfies(event -> assertThat(event.getText().length()).isEqualTo(4_000));
  }

  private void assertGoesOn() {
    rig.drain();
    rig.alert(HostileRecordsTest.anAlert().setKey("next").setGroupKey("next").build());
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.drain().events()).extracting(IncidentEvent::getType).contains("opened", "paged");
  }

  private byte[] kept(String store, Bytes key) {
    return java.util.Objects.requireNonNull(rig.dump().get(store)).stream()
        .filter(entry -> entry.key.equals(key))
        .findFirst()
        .orElseThrow()
        .value;
  }

  /** The same record by a schema that has one field more. */
  private byte[] asALaterBuildWould(byte[] bytes) throws IOException {
    var now = IncidentState.getClassSchema();
    var fields = new ArrayList<Schema.Field>();
    now.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("mood", Schema.create(Schema.Type.STRING), null, ""));
    var later = Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false, fields);
    var decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    var record = new GenericDatumReader<GenericRecord>(now, later).read(null, decoder);
    record.put("mood", "hopeful");
    var out = new ByteArrayOutputStream();
    var id = registry.idOf(CHANGELOG + "-value", later);
    out.write(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array());
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(later).write(record, encoder);
    return out.toByteArray();
  }

  private static IncidentEvent entry() {
    return IncidentEvent.newBuilder()
        .setIncident("checkout-1")
        .setService("checkout")
        .setAt(Instant.EPOCH)
        .setType("noted")
        .setText("n".repeat(100))
        .build();
  }

  private static Response note(String id, String text) {
    return Response.newBuilder()
        .setId(id)
        .setIncident("checkout-1")
        .setService("checkout")
        .setPerson("asha")
        .setAction("note")
        .setText(text)
        .setTo(List.of())
        .build();
  }
}

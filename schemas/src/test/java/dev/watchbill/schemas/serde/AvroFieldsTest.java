package dev.watchbill.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroFieldsTest {
  private final LocalRegistry registry = new LocalRegistry();
  private final AvroSerde<Incident> whole = new AvroSerde<>(Incident.class, registry);
  private final AvroFields some =
      new AvroFields(
          Incident.class,
          List.of("title", "stillFiring", "alerts", "resolvedAt", "resolvedBy"),
          registry);

  @Test
  void readsTheFieldsItIsAskedForAndPassesOverTheRest() {
    var at = Instant.parse("2026-01-05T03:00:00Z");
    var entry = IncidentEvent.newBuilder().setId("checkout-1/1").setPeople(List.of("asha")).build();
    var incident =
        Incident.newBuilder()
            .setId("checkout-1")
            .setTitle("Ärger")
            .setStillFiring(true)
            .setAlerts(7)
            .setResolvedAt(at)
            .setTimeline(List.of(entry, entry))
            .build();

    var fields =
        Objects.requireNonNull(some.read("incidents", whole.serialize("incidents", incident)));

    assertThat(fields.text("title")).isEqualTo("Ärger");
    assertThat(fields.flag("stillFiring")).isTrue();
    assertThat(fields.number("alerts")).isEqualTo(7);
    assertThat(fields.number("title")).isZero();
    assertThat(fields.time("resolvedAt")).isEqualTo(at);
    assertThat(fields.text("resolvedBy")).isEmpty();
  }

  @Test
  void saysNothingOfTimesThatArentThere() {
    var bytes = whole.serialize("incidents", Incident.newBuilder().build());

    assertThat(Objects.requireNonNull(some.read("incidents", bytes)).time("resolvedAt")).isNull();
    assertThat(some.read("incidents", null)).isNull();
  }

  @Test
  void saysWhatItExpectedWhereBytesAreSomethingElse() {
    assertThatThrownBy(() -> some.read("incidents", new byte[] {1, 2}))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "Expected a Incident in Confluent's wire format on incidents, but got 2 bytes that start with 0x01");
    var cut = whole.serialize("incidents", Incident.newBuilder().setTitle("long").build());
    assertThatThrownBy(() -> some.read("incidents", java.util.Arrays.copyOf(cut, 8)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("its 8 bytes can't be read");
  }

  @Test
  void knowsNoFieldsThatArentThere() {
    assertThatThrownBy(() -> new AvroFields(Incident.class, List.of("titel"), registry))
        .hasMessage("Expected a field of Incident, but got 'titel'");
  }
}

package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.Effect;
import dev.watchbill.escalation.MachineRig;
import dev.watchbill.escalation.Simulation;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written needn't be read to be known. */
class DecodedTest {
  private static final Bytes KEY = bytes("key");
  private final List<String> read = new ArrayList<>();
  private final Decoded<String> decoded = new Decoded<>(2, 20);

  @Test
  void readsNothingTwice() {
    assertThat(meaning(KEY, "a")).isEqualTo("a");
    assertThat(meaning(KEY, "a")).isEqualTo("a");
    decoded.wrote(KEY, "b".getBytes(StandardCharsets.UTF_8), "b");
    assertThat(meaning(KEY, "b")).isEqualTo("b");

    assertThat(read).containsExactly("a");
  }

  @Test
  void readsWhatTheStoreSaysWhereThatIsSomethingElse() {
    decoded.wrote(KEY, "a".getBytes(StandardCharsets.UTF_8), "a");

    assertThat(meaning(KEY, "restored")).isEqualTo("restored");
  }

  @Test
  void remembersWhatWasUsedLast() {
    meaning(KEY, "a");
    meaning(bytes("other"), "b");
    meaning(KEY, "a");
    meaning(bytes("third"), "c");
    read.clear();

    meaning(KEY, "a");
    meaning(bytes("other"), "b");

    assertThat(read).containsExactly("b");
  }

  @Test
  void remembersNoMoreBytesThanItMay() {
    meaning(KEY, "twelve bytes");
    meaning(bytes("other"), "eleven more");
    read.clear();

    meaning(bytes("other"), "eleven more");
    meaning(KEY, "twelve bytes");
    meaning(bytes("other"), "more than it may remember");
    meaning(bytes("other"), "more than it may remember");

    assertThat(read)
        .containsExactly("twelve bytes", "more than it may remember", "more than it may remember");
  }

  /** What is remembered as written must be what would be read. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsWrittenMeansTheSameWhenItIsRead(long seed) {
    var kept = new Kept();
    try (var rig = new MachineRig();
        var night = new Simulation(seed, rig)) {
      night.run(150);
      rig.effects.forEach(kept::check);
    }
    assertThat(kept.checked).isGreaterThan(300);
  }

  private static final class Kept {
    private final Serialization serialization =
        new Serialization(new Topics(Topics.DEFAULT_PREFIX), new LocalRegistry());
    private int checked;

    void check(Effect effect) {
      switch (effect) {
        case Effect.KeepIncident(var incident) ->
            same(
                StateCodec.fromRecord(
                    again(serialization.incidentState, StateCodec.toRecord(incident))),
                incident);
        case Effect.KeepService(var service) ->
            same(
                StateCodec.fromRecord(
                    again(serialization.serviceState, StateCodec.toRecord(service))),
                service);
        // Avro's records can't compare times that may be null.
        case Effect.Publish(var incident) ->
            same(again(serialization.incidents, incident).toString(), incident.toString());
        default -> {}
      }
    }

    private void same(Object read, Object written) {
      assertThat(read).isEqualTo(written);
      checked++;
    }

    private static <T extends SpecificRecord> T again(AvroSerde<T> serde, T record) {
      return serde.deserialize("any", serde.serialize("any", record));
    }
  }

  private String meaning(Bytes key, String text) {
    return decoded.of(
        key,
        text.getBytes(StandardCharsets.UTF_8),
        bytes -> {
          read.add(text);
          return new String(bytes, StandardCharsets.UTF_8);
        });
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}

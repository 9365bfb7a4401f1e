package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.schemas.serde.SchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What is waited for, and what is passed over. */
class BoardKeeperTest {
  private final String topic = new Topics(Topics.DEFAULT_PREFIX).availability.name();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> board = new ArrayList<>();
  private final AtomicInteger waits = new AtomicInteger();

  @Test
  void waitsForARegistryThatIsAwayAndReadsAllInOrder() {
    var registry = new LateRegistry(3);
    var keeper = keeper(registry, () -> waits.incrementAndGet() > 0);

    keeper.process(record(registry, "asha"));
    keeper.process(record(registry, "bo"));

    assertThat(board).containsExactly("asha", "bo");
    assertThat(waits).hasValue(3);
    assertThat(unreadable()).isZero();
  }

  @Test
  void readsNothingMoreWhereTheProcessEndsMeanwhile() {
    var registry = new LateRegistry(3);
    var keeper = keeper(registry, () -> false);

    assertThatThrownBy(() -> keeper.process(record(registry, "asha")))
        .isInstanceOf(RegistryException.class);

    assertThat(board).isEmpty();
    assertThat(unreadable()).isZero();
  }

  @Test
  void passesOverWhatTheRegistryDoesNotKnow() {
    var written = new LateRegistry(0);
    var keeper = keeper(new Forgetful(), () -> waits.incrementAndGet() > 0);

    keeper.process(record(written, "asha"));

    assertThat(board).isEmpty();
    assertThat(waits).hasValue(0);
    assertThat(unreadable()).isEqualTo(1);
  }

  @Test
  void holdsUpNoOtherBoardOnceItRuns() {
    var registry = new LateRegistry(1);
    var running = new Running();
    var late = keeper(registry, running);
    var known = new LateRegistry(0);
    var other = keeper(known, running);

    late.process(record(registry, "asha"));
    late.process(record(registry, "bo"));
    late.process(record(registry, "asha"));
    other.process(record(known, "carla"));

    assertThat(board).containsExactly("carla");
    assertThat(registry.asked()).isEqualTo(1);
    assertThat(waiting()).isEqualTo(2);

    running.goOn();

    assertThat(board).containsExactly("carla", "bo", "asha");
    assertThat(waiting()).isZero();
    late.process(record(registry, "cto"));
    assertThat(board).last().isEqualTo("cto");
  }

  @Test
  void asksAgainAfterAMomentWhereItRuns() {
    var registry = new LateRegistry(4);
    var running = new Running();
    var keeper = keeper(registry, running);

    keeper.process(record(registry, "asha"));
    running.goOn();

    assertThat(board).containsExactly("asha");
    assertThat(waits).hasValue(3);
    assertThat(unreadable()).isZero();
  }

  @Test
  void holdsUpNothingMoreOnceEverybodyElseHasStarted() {
    var registry = new LateRegistry(3);
    var running = new Running();
    running.starting = true;
    var keeper = keeper(registry, running);

    keeper.process(record(registry, "asha"));
    assertThat(board).isEmpty();
    running.goOn();

    assertThat(board).containsExactly("asha");
  }

  /** Does what is done beside everything else when it is told to. */
  private final class Running implements BoardKeeper.Patience {
    private final List<Runnable> beside = new ArrayList<>();
    private boolean starting;

    @Override
    public boolean asksAgain() {
      // Meanwhile everything else was read.
      starting = false;
      return waits.incrementAndGet() > 0;
    }

    @Override
    public boolean isStarting() {
      return starting;
    }

    @Override
    public void beside(Runnable work) {
      beside.add(work);
    }

    void goOn() {
      beside.forEach(Runnable::run);
    }
  }

  private BoardKeeper<Availability> keeper(SchemaRegistry registry, BoardKeeper.Patience patience) {
    return new BoardKeeper<>(
        topic,
        new AvroSerde<>(Availability.class, registry),
        (person, value) -> board.add(person),
        new EscalationMetrics(metrics),
        patience);
  }

  private double waiting() {
    return metrics.get("watchbill.roster.waiting").gauge().value();
  }

  private Record<String, byte[]> record(SchemaRegistry registry, String person) {
    var value = Availability.newBuilder().setPerson(person).setState("available").build();
    var bytes = new AvroSerde<>(Availability.class, registry).serialize(topic, value);
    return new Record<>(person, bytes, 0);
  }

  private double unreadable() {
    return metrics.counter("watchbill.roster.unreadable", "topic", topic).count();
  }

  /** One that has lost its schemas. */
  private static final class Forgetful implements SchemaRegistry {
    @Override
    public int idOf(String subject, Schema schema) {
      throw new RegistryException("no such subject", false, null);
    }

    @Override
    public Schema byId(int id) {
      throw new RegistryException("no such schema", false, null);
    }
  }
}

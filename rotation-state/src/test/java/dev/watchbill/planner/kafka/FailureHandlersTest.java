package dev.watchbill.planner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureHandlersTest {
  private static final byte[] KEY = "schedule:primary".getBytes(StandardCharsets.UTF_8);
  private static final byte[] VALUE = "{not avro}".getBytes(StandardCharsets.UTF_8);

  private final Cluster cluster =
      new Cluster(
          "127.0.0.1:9",
          new LocalRegistry(),
          new Topics(Topics.DEFAULT_PREFIX),
          6,
          (short) 1,
          "test",
          Map.of());
  private final Map<String, Object> settings =
      Map.of(
          DeadLetters.SETTING,
          new DeadLetters(
              cluster, new SimpleMeterRegistry(), TestClock.at("2026-01-05T09:00:00Z")));

  @Test
  void putsAsideWhatCannotBeRead() {
    var response = reading(new SerializationException("no magic"));

    assertThat(response.result()).isEqualTo(DeserializationExceptionHandler.Result.RESUME);
    var letter = letter(response.deadLetterQueueRecords());
    assertThat(letter.getTopic()).isEqualTo("watchbill.roster");
    assertThat(letter.getOffset()).isEqualTo(42);
    assertThat(letter.getWhere()).isEqualTo("reading, in planner's 'plan'");
    assertThat(letter.getReason()).contains("no magic");
    assertThat(letter.getAt()).isEqualTo("2026-01-05T09:00:00Z");
    assertThat(letter.getKey().array()).isEqualTo(KEY);
    assertThat(letter.getValue().array()).isEqualTo(VALUE);
    assertThat(letter.getHeaders()).containsOnlyKeys("trace");
  }

  @Test
  void waitsForARegistryThatIsAwayInsteadOfPuttingRecordsAside() {
    var response = reading(new RegistryException("away", true, null));

    assertThat(response.result()).isEqualTo(DeserializationExceptionHandler.Result.FAIL);
  }

  @Test
  void putsAsideWhatCannotBeDecided() {
    var response = processing("watchbill.roster", new IllegalStateException("our bug"));

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
    assertThat(letter(response.deadLetterQueueRecords()).getWhere()).startsWith("processing");
  }

  @Test
  void stopsWhenADecisionWasWrittenInPart() {
    var response =
        processing("watchbill.roster", new ApplyException(new IllegalStateException("disk full")));

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
  }

  @Test
  void stopsWhenATimerFails() {
    assertThat(processing(null, new IllegalStateException("our bug")).result())
        .isEqualTo(ProcessingExceptionHandler.Result.FAIL);
  }

  @Test
  void putsAsideWhatTheClusterRefuses() {
    var response = writing("watchbill.rotation-state", new RecordTooLargeException("2 MB"));

    assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.RESUME);
    assertThat(letter(response.deadLetterQueueRecords()).getWhere()).startsWith("writing");
  }

  @Test
  void writesAgainWhatTheClusterCannotTakeJustNow() {
    assertThat(writing("watchbill.rotation-state", new TimeoutException("busy")).result())
        .isEqualTo(ProductionExceptionHandler.Result.RETRY);
  }

  @Test
  void makesNoDeadLetterOfADeadLetter() {
    assertThat(writing("watchbill.dead-letters", new RecordTooLargeException("2 MB")).result())
        .isEqualTo(ProductionExceptionHandler.Result.FAIL);
  }

  private DeserializationExceptionHandler.Response reading(Exception error) {
    var handler = new ReadingFailure();
    handler.configure(settings);
    var received = new ConsumerRecord<>("watchbill.roster", 0, 42, KEY, VALUE);
    received.headers().add("trace", new byte[] {1});
    return handler.handleError(new Context("watchbill.roster"), received, error);
  }

  private ProcessingExceptionHandler.Response processing(@Nullable String topic, Exception error) {
    var handler = new ProcessingFailure();
    handler.configure(settings);
    return handler.handleError(new Context(topic), new Record<>("key", "value", 0), error);
  }

  private ProductionExceptionHandler.Response writing(String topic, Exception error) {
    var handler = new WritingFailure();
    handler.configure(settings);
    return handler.handleError(
        new Context("watchbill.roster"), new ProducerRecord<>(topic, KEY, VALUE), error);
  }

  private DeadLetter letter(List<ProducerRecord<byte[], byte[]>> records) {
    assertThat(records).hasSize(1);
    var to = cluster.topics().deadLetters;
    assertThat(records.getFirst().topic()).isEqualTo(to.name());
    return cluster.serde(to).deserialize(to.name(), records.getFirst().value());
  }

  /** Where a failing record was, as Kafka Streams says it. */
  @SuppressWarnings("NullAway") // Kafka's own contract: no topic in a timer.
  private record Context(@Nullable String topic) implements ErrorHandlerContext {
    @Override
    public int partition() {
      return 0;
    }

    @Override
    public long offset() {
      return 42;
    }

    @Override
    public Headers headers() {
      return new RecordHeaders();
    }

    @Override
    public String processorNodeId() {
      return "plan";
    }

    @Override
    public TaskId taskId() {
      return new TaskId(0, 0);
    }

    @Override
    public long timestamp() {
      return 0;
    }

    @Override
    public byte[] sourceRawKey() {
      return KEY;
    }

    @Override
    public byte[] sourceRawValue() {
      return VALUE;
    }
  }
}

package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.RegistryException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What is skipped, what is tried again, and what fails the task. */
class HandlersTest {
  private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
  private final LocalRegistry registry = new LocalRegistry();
  private final Map<String, Object> properties =
      Map.of(
          DeadLetters.PROPERTY,
          new DeadLetters(
              topics,
              registry,
              () -> Instant.EPOCH,
              new EscalationMetrics(new SimpleMeterRegistry())));

  @Test
  void skipsWhatCannotBeReadWithADeadLetter() {
    var response = reading(new IllegalStateException("garbage"));

    assertThat(response.result()).isEqualTo(DeserializationExceptionHandler.Result.RESUME);
    assertThat(letter(response.deadLetterQueueRecords()))
        .returns("alerts", DeadLetter::getTopic)
        .returns(3, DeadLetter::getPartition)
        .returns(42L, DeadLetter::getOffset)
        .returns("reading in escalate", DeadLetter::getWhere)
        .returns("java.lang.IllegalStateException: garbage", DeadLetter::getReason);
  }

  @Test
  void readsAgainWhatARegistryThatIsAwayMadeUnreadable() {
    assertThat(reading(new RegistryException("away", true, null)).result())
        .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
    assertThat(reading(new RegistryException("no such id", false, null)).result())
        .isEqualTo(DeserializationExceptionHandler.Result.RESUME);
  }

  @Test
  void skipsWhatCannotBeDecidedWithADeadLetter() {
    var response = processing(new IllegalArgumentException("no key"));

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
    assertThat(letter(response.deadLetterQueueRecords()).getWhere())
        .isEqualTo("processing in escalate");
  }

  @Test
  void failsTheTaskWhereADecisionWasCarriedOutInPart() {
    assertThat(processing(ApplyFailed.of(new IllegalStateException("disk full"))).result())
        .isEqualTo(ProcessingExceptionHandler.Result.FAIL);
  }

  @Test
  void leavesToStreamsWhatIsAboutTheTaskAndNotTheRecord() {
    var moved = new TaskMigratedException("another process has it");
    var corrupted = new TaskCorruptedException(Set.of(new TaskId(0, 3)));

    assertThat(ApplyFailed.of(moved)).isSameAs(moved);
    assertThat(ApplyFailed.of(corrupted)).isSameAs(corrupted);
  }

  @Test
  void failsTheTaskWhereTheRegistryIsAwayWhileWriting() {
    assertThat(processing(new RegistryException("away", true, null)).result())
        .isEqualTo(ProcessingExceptionHandler.Result.FAIL);
  }

  @Test
  void skipsWhatTheBrokerRefusesForItsSizeWithADeadLetter() {
    var response = writing(new RecordTooLargeException("2 MB"));

    assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.RESUME);
    assertThat(letter(response.deadLetterQueueRecords()).getWhere())
        .isEqualTo("writing in escalate");
  }

  @Test
  void triesAgainOrFailsTheTaskWhereWritingFailsOtherwise() {
    assertThat(writing(new TimeoutException("slow")).result())
        .isEqualTo(ProductionExceptionHandler.Result.RETRY);
    assertThat(writing(new AuthorizationException("no")).result())
        .isEqualTo(ProductionExceptionHandler.Result.FAIL);
  }

  private DeserializationExceptionHandler.Response reading(Exception problem) {
    var handler = new ReadingHandler();
    handler.configure(properties);
    return handler.handleError(
        new Context(),
        new ConsumerRecord<>("alerts", 3, 42, bytes("key"), bytes("value")),
        problem);
  }

  private ProcessingExceptionHandler.Response processing(Exception problem) {
    var handler = new ProcessingHandler();
    handler.configure(properties);
    return handler.handleError(new Context(), new Record<>("key", "value", 0), problem);
  }

  private ProductionExceptionHandler.Response writing(Exception problem) {
    var handler = new WritingHandler();
    handler.configure(properties);
    return handler.handleError(
        new Context(), new ProducerRecord<>("pages", bytes("key"), bytes("value")), problem);
  }

  private DeadLetter letter(List<ProducerRecord<byte[], byte[]>> records) {
    assertThat(records).singleElement().returns(topics.deadLetters.name(), ProducerRecord::topic);
    return new AvroSerde<>(DeadLetter.class, registry)
        .deserialize(topics.deadLetters.name(), records.getFirst().value());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where it happened. */
  private static final class Context implements ErrorHandlerContext {
    @Override
    public String topic() {
      return "alerts";
    }

    @Override
    public int partition() {
      return 3;
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
      return "escalate";
    }

    @Override
    public TaskId taskId() {
      return new TaskId(0, 3);
    }

    @Override
    public long timestamp() {
      return 0;
    }

    @Override
    public byte[] sourceRawKey() {
      return bytes("key");
    }

    @Override
    public byte[] sourceRawValue() {
      return bytes("value");
    }
  }
}

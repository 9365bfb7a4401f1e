package dev.watchbill.escalation.kafka;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * What the broker refuses for its size goes to the dead letters, as it would be refused for ever.
 * It is not to be expected: sizes are checked before anything is written. Whatever else fails,
 * fails the task.
 */
@SuppressWarnings("NullAway.Init") // Kafka calls configure before anything else.
public final class WritingHandler implements ProductionExceptionHandler {
  private DeadLetters letters;

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception problem) {
    if (problem instanceof RetriableException) {
      return Response.retry();
    }
    return problem instanceof RecordTooLargeException
        ? Response.resume(letters.of(context, "writing", record.key(), record.value(), problem))
        : Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // Kafka's signature.
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception problem,
      SerializationExceptionOrigin origin) {
    // Values are bytes already: this can only be a bug of ours.
    return Response.fail();
  }

  @Override
  public void configure(Map<String, ?> properties) {
    letters = DeadLetters.in(properties);
  }
}

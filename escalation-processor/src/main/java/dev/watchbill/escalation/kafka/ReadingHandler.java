package dev.watchbill.escalation.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Bytes nobody can read go to the dead letters; where the registry is away, they are read again.
 */
@SuppressWarnings("NullAway.Init") // Kafka calls configure before anything else.
public final class ReadingHandler implements DeserializationExceptionHandler {
  private DeadLetters letters;

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception problem) {
    return DeadLetters.mayPass(problem)
        ? Response.fail()
        : Response.resume(letters.of(context, "reading", record.key(), record.value(), problem));
  }

  @Override
  public void configure(Map<String, ?> properties) {
    letters = DeadLetters.in(properties);
  }
}

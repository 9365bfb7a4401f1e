package dev.watchbill.planner.kafka;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/** A record the cluster refuses is put aside; one it can't take just now is tried again. */
public final class WritingFailure implements ProductionExceptionHandler {
  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.of(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> sent, Exception error) {
    if (error instanceof RetriableException) {
      return Response.retry();
    }
    // A dead letter that can't be posted must not make another one.
    if (letters == null || letters.isOwn(sent.topic())) {
      return Response.fail();
    }
    return Response.resume(
        letters.letter(context, "writing", sent.key(), sent.value(), sent.headers(), error));
  }

  @Override
  @SuppressWarnings("rawtypes") // As Kafka declares it: what could not be serialised has any type.
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord sent,
      Exception error,
      SerializationExceptionOrigin origin) {
    // Everything was encoded before it was written, so this is a store that can't be kept.
    return Response.fail();
  }
}

package dev.watchbill.planner.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/** A record whose bytes can't be read is put aside; its predecessor stays in force. */
public final class ReadingFailure implements DeserializationExceptionHandler {
  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.of(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> received, Exception error) {
    if (letters == null || DeadLetters.passes(error)) {
      return Response.fail();
    }
    return Response.resume(
        letters.letter(
            context, "reading", received.key(), received.value(), received.headers(), error));
  }
}

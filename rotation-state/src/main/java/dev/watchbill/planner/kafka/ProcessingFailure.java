package dev.watchbill.planner.kafka;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record that can't be decided is put aside, as nothing of the decision was written. Where a
 * decision was written in part, or there is no record (a timer), the task stops instead.
 */
public final class ProcessingFailure implements ProcessingExceptionHandler {
  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.of(settings);
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception error) {
    if (letters == null
        || DeadLetters.passes(error)
        || error instanceof ApplyException
        || context.topic() == null) {
      return Response.fail();
    }
    return Response.resume(
        letters.letter(
            context,
            "processing",
            context.sourceRawKey(),
            context.sourceRawValue(),
            context.headers(),
            error));
  }
}

package dev.watchbill.escalation.kafka;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that can't be decided goes to the dead letters, as nothing was written for it yet. One
 * that was decided but not carried out fails the task: else a page would be lost.
 */
@SuppressWarnings("NullAway.Init") // Kafka calls configure before anything else.
public final class ProcessingHandler implements ProcessingExceptionHandler {
  private DeadLetters letters;

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception problem) {
    return problem instanceof ApplyFailed || DeadLetters.mayPass(problem)
        ? Response.fail()
        : Response.resume(
            letters.of(
                context, "processing", context.sourceRawKey(), context.sourceRawValue(), problem));
  }

  @Override
  public void configure(Map<String, ?> properties) {
    letters = DeadLetters.in(properties);
  }
}

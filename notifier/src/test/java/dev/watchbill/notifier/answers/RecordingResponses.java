package dev.watchbill.notifier.answers;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps responses, and answers them all alike. */
public final class RecordingResponses implements Responses {
  private final List<Response> given = new CopyOnWriteArrayList<>();
  private String outcome = "applied";
  private String why = "";
  private @Nullable Exception problem;

  public RecordingResponses answering(String outcome, String why) {
    this.outcome = outcome;
    this.why = why;
    problem = null;
    return this;
  }

  public RecordingResponses failingWith(Exception problem) {
    this.problem = problem;
    return this;
  }

  public List<Response> given() {
    return given;
  }

  @Override
  public CompletableFuture<IncidentEvent> give(Response response) {
    given.add(response);
    return problem != null
        ? CompletableFuture.failedFuture(problem)
        : CompletableFuture.completedFuture(
            IncidentEvent.newBuilder()
                .setIncident(response.getIncident())
                .setResponse(response.getId())
                .setOutcome(outcome)
                .setWhy(why)
                .build());
  }
}

package dev.watchbill.ingest.http;

import dev.watchbill.ingest.SourceAlert;
import java.util.List;
import java.util.function.Supplier;

/** As Opsgenie answers to a heartbeat's ping. */
final class OpsgeniePing implements Dialect {
  private final Supplier<String> ids;

  /**
   * @param ids of requests, a new one each time
   */
  OpsgeniePing(Supplier<String> ids) {
    this.ids = ids;
  }

  @Override
  public Answer accepted(String integration, List<SourceAlert> alerts) {
    return Answer.of(
        202, Answer.JSON, "{\"result\":\"PONG - Heartbeat received\"%s}".formatted(rest()));
  }

  @Override
  public Answer refused(Refusal refusal) {
    return Answer.of(
        refusal.reason().status(),
        Answer.JSON,
        "{\"message\":%s%s}".formatted(Dialect.json(refusal.sentence()), rest()));
  }

  private String rest() {
    return ",\"took\":0.001,\"requestId\":%s".formatted(Dialect.json(ids.get()));
  }
}

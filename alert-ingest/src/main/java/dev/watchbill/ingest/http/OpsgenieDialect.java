package dev.watchbill.ingest.http;

import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.opsgenie.Action;
import dev.watchbill.ingest.opsgenie.OpsgenieIds;
import dev.watchbill.ingest.opsgenie.RequestSeal;
import java.util.List;
import java.util.function.Supplier;

/** As Opsgenie answers; its senders ask by the request's id what became of it. */
final class OpsgenieDialect implements Dialect {
  private static final int TOO_MANY_REQUESTS = 429;

  private final Action action;
  private final RequestSeal seal;
  private final Supplier<String> ids;

  OpsgenieDialect(Action action, RequestSeal seal, Supplier<String> ids) {
    this.action = action;
    this.seal = seal;
    this.ids = ids;
  }

  @Override
  public Answer accepted(String integration, List<SourceAlert> alerts) {
    return Answer.of(
        202,
        Answer.JSON,
        "{\"result\":\"Request will be processed\",\"took\":0.001,\"requestId\":%s}"
            .formatted(
                Dialect.json(
                    seal.sealed(
                        integration,
                        OpsgenieIds.request(ids.get(), action, alerts.getFirst().key())))));
  }

  @Override
  public Answer refused(Refusal refusal) {
    var status = refusal.reason().isPace() ? TOO_MANY_REQUESTS : refusal.reason().status();
    return Answer.of(
        status,
        Answer.JSON,
        "{\"message\":%s,\"code\":%d,\"took\":0.001,\"requestId\":%s}"
            .formatted(Dialect.json(refusal.sentence()), status * 100, Dialect.json(ids.get())));
  }
}

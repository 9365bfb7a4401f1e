package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Incoming;
import dev.watchbill.console.api.Items;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import java.time.InstantSource;
import java.util.Map;

/** What comes in, and what of it was refused. */
final class IncomingRoutes {
  private final Incoming incoming;
  private final InstantSource clock;

  IncomingRoutes(ReadModel model, InstantSource clock) {
    this.incoming = new Incoming(model);
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.INTEGRATIONS, this::integrations,
        Route.REJECTED, this::rejected,
        Route.REJECTED_ONE, this::one);
  }

  private void integrations(Call call) {
    call.allowQueries();
    Answers.json(call, Items.whole(incoming.integrations(clock.instant())));
  }

  private void rejected(Call call) {
    call.allowQueries("integration", "limit", "cursor");
    Answers.json(
        call,
        incoming.rejected(
            Parameters.any(call, "integration"), Parameters.cursor(call), Parameters.limit(call)));
  }

  private void one(Call call) {
    call.allowQueries();
    var id = call.path("id");
    Answers.json(
        call,
        incoming
            .rejected(id)
            .orElseThrow(() ->
                Refusal.notFound(
                    "Expected the id of something that was refused lately, but there is no "
                        + id)));
  }
}

package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Rebuilding;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import java.util.Map;

/** Making the read model anew, and how far that is. */
final class ReadModelRoutes {
  private final Rebuilding rebuilding;
  private final Auditing auditing;

  ReadModelRoutes(Rebuilding rebuilding, Auditing auditing) {
    this.rebuilding = rebuilding;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.READ_MODEL, this::show, Route.REBUILD, this::rebuild);
  }

  private void show(Call call) {
    call.allowQueries();
    Answers.json(call, rebuilding.status());
  }

  private void rebuild(Call call) {
    call.allowQueries();
    if (!rebuilding.start()) {
      throw Refusal.conflict("The read model is being made anew already.", Map.of());
    }
    auditing.note(call, "read-model.rebuild", "read-model", "applied");
    Answers.json(call, 202, rebuilding.status());
  }
}

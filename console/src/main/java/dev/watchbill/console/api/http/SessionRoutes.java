package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Items;
import dev.watchbill.console.auth.Sessions;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.schemas.Credential;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Browsers that are signed in. */
final class SessionRoutes {
  private final Sessions sessions;
  private final Auditing auditing;

  SessionRoutes(Sessions sessions, Auditing auditing) {
    this.sessions = sessions;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.SESSIONS, this::list, Route.REVOKE_SESSION, this::end);
  }

  private record Item(
      String id,
      @Nullable String person,
      Instant createdAt,
      @Nullable Instant expiresAt,
      boolean current,
      String why) {
    private static Item of(Credential session, Call call) {
      return new Item(
          session.getId(),
          session.getPerson(),
          session.getCreatedAt(),
          session.getExpiresAt(),
          session.getId().equals(call.principal().credential()),
          session.getWhy());
    }
  }

  private void list(Call call) {
    call.allowQueries();
    Answers.json(
        call,
        Items.whole(sessions.of(call.principal()).stream().map(it -> Item.of(it, call)).toList()));
  }

  private void end(Call call) {
    call.allowQueries();
    var id = call.path("id");
    if (!sessions.end(call.principal(), id)) {
      throw Refusal.notFound("Expected the id of a session of yours, but there is no " + id);
    }
    auditing.note(call, "session.end", id, "applied");
    Answers.nothing(call);
  }
}

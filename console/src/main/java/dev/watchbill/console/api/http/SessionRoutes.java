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
import dev.watchbill.schemas.roster.Role;
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
      @Nullable String subject,
      Instant createdAt,
      @Nullable Instant expiresAt,
      boolean current,
      String why) {
    private static Item of(Credential session, Call call) {
      return new Item(
          session.getId(),
          session.getPerson(),
          session.getSubject(),
          session.getCreatedAt(),
          session.getExpiresAt(),
          session.getId().equals(call.principal().credential()),
          session.getWhy());
    }
  }

  private void list(Call call) {
    call.allowQueries("person", "all");
    var everybodys = call.query("all").filter("true"::equals).isPresent();
    var person = call.query("person");
    if (everybodys || person.isPresent()) {
      call.principal().mustBe(Role.ADMIN, null);
    }
    var found =
        everybodys || person.isPresent()
            ? sessions.all(person.orElse(null))
            : sessions.of(call.principal());
    Answers.json(call, Items.whole(found.stream().map(it -> Item.of(it, call)).toList()));
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

package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Incoming;
import dev.watchbill.console.api.IntakeAsking;
import dev.watchbill.console.api.Items;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.Replay;
import dev.watchbill.schemas.config.Secrets;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What comes in, and what of it was refused. */
final class IncomingRoutes {
  private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

  private final ReadModel model;
  private final Incoming incoming;
  private final IntakeAsking asking;
  private final Auditing auditing;
  private final InstantSource clock;

  IncomingRoutes(ReadModel model, IntakeAsking asking, Auditing auditing, InstantSource clock) {
    this.model = model;
    this.incoming = new Incoming(model);
    this.asking = asking;
    this.auditing = auditing;
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.INTEGRATIONS, this::integrations,
        Route.REJECTED, this::rejected,
        Route.REJECTED_ONE, this::one,
        Route.REPLAY, this::replay,
        Route.TEST, this::test,
        Route.TEST_PATH, this::path);
  }

  /**
   * What became of a replay.
   *
   * @param outcome accepted, nothing, already or pending
   */
  private record Replayed(String id, String outcome, int alerts, String why) {
    static Replayed of(String id, String outcome, Replay replay) {
      return new Replayed(id, outcome, replay.getAlerts(), replay.getWhy());
    }
  }

  private record Wish(@Nullable String service, @Nullable String severity) {}

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
    Answers.json(call, incoming.rejected(id).orElseThrow(() -> nothing(id)));
  }

  private static Refusal nothing(String id) {
    return Refusal.notFound(
        "Expected the id of something that was refused lately, but there is no " + id);
  }

  private void replay(Call call) throws InterruptedException {
    call.allowQueries();
    var id = call.path("id");
    var refused = incoming.record(id).orElseThrow(() -> nothing(id));
    switch (asking.replay(refused, asker(call))) {
      case IntakeAsking.Replayed.Already(var replay) -> {
        auditing.note(call, "rejected.replay", id, "already");
        Answers.json(call, Replayed.of(id, "already", replay));
      }
      case IntakeAsking.Replayed.Decided(var replay) -> {
        auditing.note(call, "rejected.replay", id, replay.getOutcome());
        if (replay.getOutcome().equals("refused")) {
          throw Refusal.conflict(replay.getWhy(), Map.of("outcome", "refused"));
        }
        Answers.json(call, Replayed.of(id, replay.getOutcome(), replay));
      }
      case IntakeAsking.Replayed.Pending() -> {
        auditing.note(call, "rejected.replay", id, "pending");
        Answers.json(
            call, 202, new Replayed(id, "pending", 0, "It is recorded; intake hasn't answered."));
      }
    }
  }

  private static IntakeAsking.Asker asker(Call call) {
    return new IntakeAsking.Asker(call.principal().actor(), Auditing.via(call));
  }

  private void test(Call call) throws InterruptedException {
    call.allowQueries();
    var name = integration(call);
    var wish = call.json(Wish.class, new Wish(null, null));
    if (wish.severity() != null && !SEVERITIES.contains(wish.severity())) {
      throw Refusal.badRequest(
          "severity: expected one of %s, but got \"%s\"".formatted(SEVERITIES, wish.severity()));
    }
    if (wish.service() != null && !model.roster().services().containsKey(wish.service())) {
      throw Refusal.badRequest(
          "service: expected one of the roster's, but got \"%s\"".formatted(wish.service()));
    }
    var id =
        call.header(KEY)
            .map(key ->
                Secrets.hash(String.join("\n", call.principal().actor(), name, key))
                    .substring(0, 32))
            .orElseGet(() -> UUID.randomUUID().toString());
    switch (asking.test(id, name, wish.service(), wish.severity(), asker(call))) {
      case IntakeAsking.Sent.TooMany many -> throw Refusal.tooOften(many.sentence());
      case IntakeAsking.Sent.Test(var alert) ->
          auditing.note(call, "integration.test", name, alert.isPresent() ? "applied" : "pending");
    }
    call.response()
        .header(HeaderNames.LOCATION, "/api/v1/integrations/%s/tests/%s".formatted(name, id));
    Answers.json(call, 202, incoming.test(id, name));
  }

  private void path(Call call) {
    call.allowQueries();
    var id = call.path("id");
    var test = incoming.test(id, call.path("name"));
    var alert = test.alert();
    if (alert == null || !alert.test() || !alert.integration().equals(test.integration())) {
      throw Refusal.notFound(
          "Expected the id of a test of %s, but there is no %s".formatted(test.integration(), id));
    }
    Answers.json(call, test);
  }

  /** An integration that sends alerts. */
  private String integration(Call call) {
    var name = call.path("name");
    var there = model.roster().integrations();
    var found = there.get(name);
    if (found == null) {
      throw Refusal.notFound(
          "Expected one of the roster's integrations %s, but got \"%s\""
              .formatted(there.keySet().stream().sorted().toList(), name));
    }
    if (found.getEveryMs() > 0) {
      throw Refusal.conflict(
          "Expected an integration that sends alerts, but %s is a heartbeat".formatted(name),
          Map.of());
    }
    return name;
  }
}

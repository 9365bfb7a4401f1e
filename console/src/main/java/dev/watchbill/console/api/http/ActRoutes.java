package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Acting;
import dev.watchbill.console.api.Acting.Action;
import dev.watchbill.console.api.Acting.Result;
import dev.watchbill.console.api.Acting.Wish;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do about incidents. */
final class ActRoutes {
  static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
  private static final int LONGEST_TEXT = 4000;

  private final ReadModel model;
  private final Acting acting;
  private final Auditing auditing;

  ActRoutes(ReadModel model, Acting acting, Auditing auditing) {
    this.model = model;
    this.acting = acting;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.ACKNOWLEDGE, call -> act(call, Action.ACKNOWLEDGE),
        Route.RESOLVE, call -> act(call, Action.RESOLVE),
        Route.ESCALATE, call -> act(call, Action.ESCALATE),
        Route.SNOOZE, call -> act(call, Action.SNOOZE),
        Route.REASSIGN, call -> act(call, Action.REASSIGN),
        Route.ADD_RESPONDER, call -> act(call, Action.ADD_RESPONDER),
        Route.NOTE, call -> act(call, Action.NOTE));
  }

  private record Body(@Nullable String text, @Nullable String until, @Nullable List<String> to) {
    private static final Body EMPTY = new Body(null, null, null);
  }

  /**
   * @param status of the incident, as far as it is known here
   */
  record Done(
      String response, String incident, String action, String outcome, String why, String status) {}

  private void act(Call call, Action action) throws InterruptedException {
    call.allowQueries();
    var wish = wish(call, action);
    var result = acting.act(call.principal(), wish);
    auditing.note(call, "incident." + action.text(), wish.incident(), outcome(result));
    answer(call, wish, result);
  }

  private Wish wish(Call call, Action action) {
    var body = call.json(Body.class, Body.EMPTY);
    return new Wish(
        action,
        call.path("id"),
        text(body.text() == null ? "" : body.text()),
        body.to() == null ? List.of() : body.to(),
        body.until() == null ? null : Parameters.when("until", body.until(), model.roster()),
        Auditing.via(call),
        call.address(),
        call.header(KEY).orElse(null));
  }

  static String text(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw Refusal.badRequest(
          "text: expected at most %d characters, but got %d"
              .formatted(LONGEST_TEXT, text.length()));
    }
    return text;
  }

  private static String outcome(Result result) {
    return switch (result) {
      case Result.Decided decided -> decided.outcome();
      case Result.Pending _ -> "pending";
      case Result.NoSuchIncident _ -> "unknown";
      case Result.Nonsense _ -> "nonsense";
    };
  }

  private static void answer(Call call, Wish wish, Result result) {
    switch (result) {
      case Result.Decided decided -> answer(call, wish, decided);
      case Result.Pending pending ->
          Answers.json(
              call,
              202,
              new Done(
                  pending.response(),
                  wish.incident(),
                  wish.action().text(),
                  "pending",
                  "It is recorded; nothing has answered yet.",
                  "unknown"));
      case Result.NoSuchIncident _ -> throw LookRoutes.noIncident(wish.incident());
      case Result.Nonsense nonsense -> throw Refusal.badRequest(nonsense.sentence());
    }
  }

  private static void answer(Call call, Wish wish, Result.Decided decided) {
    switch (decided.outcome()) {
      case "refused" ->
          throw Refusal.conflict(
              decided.why(), Map.of("outcome", "refused", "response", decided.response()));
      case "unknown" -> throw LookRoutes.noIncident(wish.incident());
      default ->
          Answers.json(
              call,
              new Done(
                  decided.response(),
                  wish.incident(),
                  wish.action().text(),
                  decided.outcome(),
                  decided.why(),
                  decided.status()));
    }
  }
}

package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Summoning;
import dev.watchbill.console.api.Summoning.Result;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages by hand. */
final class PageRoutes {
  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

  private final Summoning summoning;
  private final Auditing auditing;

  PageRoutes(Summoning summoning, Auditing auditing) {
    this.summoning = summoning;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.PAGE, this::page);
  }

  private record Body(
      @Nullable String text,
      @Nullable String service,
      @Nullable List<String> to,
      @Nullable String severity) {}

  private void page(Call call) throws InterruptedException {
    call.allowQueries();
    var wish = wish(call, call.json(Body.class));
    var result = summoning.page(call.principal(), wish);
    auditing.note(call, "page", about(wish), outcome(result));
    answer(call, result);
  }

  private static Summoning.Wish wish(Call call, Body body) {
    var severity = body.severity();
    if (severity != null && !SEVERITIES.contains(severity)) {
      throw Refusal.badRequest(
          "severity: expected one of %s, but got \"%s\"".formatted(SEVERITIES, severity));
    }
    return new Summoning.Wish(
        ActRoutes.text(Optional.ofNullable(body.text()).orElse("")),
        body.service(),
        Optional.ofNullable(body.to()).orElse(List.of()),
        severity,
        Auditing.via(call),
        call.address(),
        call.header(ActRoutes.KEY).orElse(null));
  }

  private static String about(Summoning.Wish wish) {
    return wish.service() == null ? Summoning.NO_SERVICE : wish.service();
  }

  private static String outcome(Result result) {
    return switch (result) {
      case Result.Decided decided -> decided.outcome();
      case Result.Pending _ -> "pending";
      case Result.Nonsense _ -> "nonsense";
    };
  }

  private static void answer(Call call, Result result) {
    switch (result) {
      case Result.Decided decided when decided.outcome().equals("refused") ->
          throw Refusal.conflict(
              decided.why(), Map.of("outcome", "refused", "response", decided.response()));
      case Result.Decided decided ->
          Answers.json(
              call,
              new ActRoutes.Done(
                  decided.response(),
                  decided.incident(),
                  "page",
                  decided.outcome(),
                  decided.why(),
                  "open"));
      case Result.Pending pending ->
          Answers.json(
              call,
              202,
              new ActRoutes.Done(
                  pending.response(),
                  "",
                  "page",
                  "pending",
                  "It is recorded; nothing has answered yet.",
                  "unknown"));
      case Result.Nonsense nonsense -> throw Refusal.badRequest(nonsense.sentence());
    }
  }
}

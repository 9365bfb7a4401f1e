package dev.watchbill.console.api.http;

import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.schedules.Previews;
import dev.watchbill.console.schedules.Rotations;
import dev.watchbill.console.schedules.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a wish would move, before it is asked. */
final class PreviewRoutes {
  private static final List<String> ACTIONS = List.of("override", "swap", "absence");
  private static final Duration LONGEST = Duration.ofDays(366);

  private final ReadModel model;
  private final InstantSource clock;

  PreviewRoutes(ReadModel model, InstantSource clock) {
    this.model = model;
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.PREVIEW, this::preview);
  }

  private void preview(Call call) {
    call.allowQueries(
        "action",
        "schedule",
        "who",
        "insteadOf",
        "rotation",
        "from",
        "to",
        "returnFrom",
        "returnTo");
    Answers.json(call, new Previews(model, clock.instant()).of(wish(call)));
  }

  private Wish wish(Call call) {
    var roster = model.roster();
    var action = required(call, "action");
    if (!ACTIONS.contains(action)) {
      throw Refusal.badRequest(
          "action: expected one of %s, but got \"%s\"".formatted(ACTIONS, action));
    }
    var absence = action.equals("absence");
    var from = when(call, "from");
    var to = when(call, "to");
    if (from == null || to == null || !from.isBefore(to) || to.isAfter(from.plus(LONGEST))) {
      throw Refusal.badRequest(
          "Expected from, and to at most a year after it, but got %s and %s".formatted(from, to));
    }
    return new Wish(
        action,
        absence ? null : known("schedule", required(call, "schedule"), roster.schedules().keySet()),
        known("who", required(call, "who"), roster.people().keySet()),
        action.equals("swap")
            ? known("insteadOf", required(call, "insteadOf"), roster.people().keySet())
            : call.query("insteadOf")
                .map(it -> known("insteadOf", it, roster.people().keySet()))
                .orElse(null),
        rotation(call, action),
        from,
        to,
        when(call, "returnFrom"),
        when(call, "returnTo"));
  }

  private @Nullable String rotation(Call call, String action) {
    var named = call.query("rotation").orElse(null);
    if (named == null) {
      return null;
    }
    if (!action.equals("override")) {
      throw Refusal.badRequest(
          "rotation: expected none, as only an override is of one, but got \"%s\""
              .formatted(named));
    }
    var names = new Rotations(model).of(required(call, "schedule"));
    if (!names.contains(named)) {
      throw Refusal.notFound(
          "rotation: expected one of %s, but got \"%s\"".formatted(names, named));
    }
    return named;
  }

  private @Nullable Instant when(Call call, String name) {
    return Parameters.when(call, name, model.roster()).orElse(null);
  }

  private static String required(Call call, String name) {
    return call.query(name)
        .orElseThrow(() -> Refusal.badRequest(name + ": expected a value, but got nothing"));
  }

  private static String known(String name, String id, Collection<String> ids) {
    if (!ids.contains(id)) {
      throw Refusal.notFound("%s: expected one of the roster, but got \"%s\"".formatted(name, id));
    }
    return id;
  }
}

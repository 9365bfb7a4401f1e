package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Items;
import dev.watchbill.console.api.Plans;
import dev.watchbill.console.api.Rota;
import dev.watchbill.console.api.ScheduleEventItem;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readiness.Chains;
import dev.watchbill.console.readmodel.ReadModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who is on call: {@code oncall}, {@code shifts}, {@code gaps}. */
final class RotaRoutes {
  private static final Duration WINDOW = Duration.ofDays(14);

  private final ReadModel model;
  private final InstantSource clock;
  private final Rota rota;

  RotaRoutes(ReadModel model, InstantSource clock) {
    this.model = model;
    this.clock = clock;
    this.rota = new Rota(model.shifts());
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.ONCALL, this::onCall,
        Route.SHIFTS, this::shifts,
        Route.GAPS, this::gaps,
        Route.PLANS, this::plans,
        Route.SCHEDULE_EVENTS, this::events);
  }

  private void onCall(Call call) {
    call.allowQueries("schedule", "service", "at");
    var instants = instants(call);
    Answers.json(
        call,
        schedules(call).stream()
            .flatMap(
                schedule -> instants.stream().map(at -> rota.onCall(schedule, at, clock.instant())))
            .toList());
  }

  private List<String> schedules(Call call) {
    var roster = model.roster();
    var id = call.query("service").orElse(null);
    if (id == null) {
      return Parameters.schedules(call, roster);
    }
    var service = roster.services().get(id);
    if (service == null) {
      throw Refusal.notFound(
          "service: expected a service of the roster, but got \"%s\"".formatted(id));
    }
    var named =
        call.queries("schedule").isEmpty() ? List.<String>of() : Parameters.schedules(call, roster);
    return Stream.concat(named.stream(), Chains.reliedOn(service, roster).stream())
        .distinct()
        .toList();
  }

  private void events(Call call) {
    call.allowQueries("schedule", "type", "limit");
    var found =
        model
            .shifts()
            .events(
                Parameters.any(call, "schedule"),
                Parameters.any(call, "type"),
                Parameters.limit(call));
    Answers.json(call, Items.whole(found.stream().map(ScheduleEventItem::of).toList()));
  }

  private void plans(Call call) {
    call.allowQueries();
    Answers.json(call, Items.whole(new Plans(model).plans()));
  }

  private List<Instant> instants(Call call) {
    var asked =
        call.queries("at").stream()
            .map(text -> Parameters.when("at", text, model.roster()))
            .toList();
    return asked.isEmpty() ? List.of(clock.instant()) : asked;
  }

  private void shifts(Call call) {
    var window = window(call);
    var schedules = Parameters.schedules(call, model.roster());
    Answers.json(
        call, schedules.isEmpty() ? List.of() : rota.shifts(schedules, window.from(), window.to()));
  }

  private void gaps(Call call) {
    var window = window(call);
    var schedules = Parameters.schedules(call, model.roster());
    Answers.json(
        call, schedules.isEmpty() ? List.of() : rota.gaps(schedules, window.from(), window.to()));
  }

  private record Window(Instant from, Instant to) {}

  private Window window(Call call) {
    call.allowQueries("schedule", "from", "to");
    var from = Parameters.when(call, "from", model.roster()).orElseGet(clock::instant);
    var to = Parameters.when(call, "to", model.roster()).orElse(from.plus(WINDOW));
    if (!from.isBefore(to)) {
      throw Refusal.badRequest(
          "to: expected an instant after from (%s), but got %s".formatted(from, to));
    }
    return new Window(from, to);
  }
}
